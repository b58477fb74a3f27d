#pragma once

#include <array>
#include <cstdint>

/// How a snapshot lies in its file: a head, then the lists of `Lists` in their order, each its rows as they are, then
/// the texts. Numbers are in the order of bytes of the machine that wrote it.
namespace accord::snapshot {

using Number = std::uint32_t;

constexpr std::array<char, 8> magic = {'a', 'c', 'c', 'o', 'r', 'd', '\n', '\0'};
constexpr Number version = 2;
constexpr Number byte_order = 0x01020304;

struct Entity {
  std::uint64_t id;
  Number type, subtype, name, alias_end, attribute_end, ground_end, claim_end, unused;
};
struct Pair {
  Number name, value;
};
struct Ground {
  Number ground, name, other, with;
};
struct Claim {
  Number name, value, document;
};
struct Source {
  Number document, date, url, title, publisher, copy_of;
};
struct Statement {
  std::uint64_t id;
  Number subject, predicate, object, confidence, qualifier_end, evidence_end;
};
struct Evidence {
  Number source, begin, end, quote_size, rule;
  Number page, left_top, right_bottom;  ///< of the box, two numbers of 16 bits in one; 0 without pages
};

/// The lists in their order. Texts are numbered in the order in which they lie; the quotes lie behind them, in the
/// order of the evidence.
enum List {
  text_sizes,
  entities,
  aliases,
  attributes,
  grounds,
  claims,
  sources,
  predicates,
  statements,
  qualifiers,
  evidence,
  list_count
};

struct Head {
  std::array<char, 8> magic;
  Number version, byte_order;
  std::uint64_t graph_size, graph_hash;         ///< of graph.ndjson
  std::uint64_t body_hash;                      ///< of all that follows
  std::array<std::uint64_t, list_count> sizes;  ///< rows
  std::uint64_t text_bytes;
};

}  // namespace accord::snapshot
