#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/layout.hpp"
#include "extract/schema.hpp"
#include "extract/tokenizer.hpp"

namespace accord {

using EntityRef = std::uint32_t;  ///< index into the entities of a document
constexpr EntityRef no_entity = 0xFFFFFFFF;

/// A named value of a mention: text, an entity, or both.
struct MentionAttribute {
  std::string name;
  std::string text;
  EntityRef entity = no_entity;
};

/// Words that stand for an entity of some type.
struct Mention {
  TypeId type = 0;
  std::uint32_t begin = 0, end = 0;  ///< tokens of the sentence
  EntityRef entity = no_entity;
  std::string rule;                  ///< what found it
  std::vector<MentionAttribute> attributes;
  std::vector<EntityRef> members;    ///< of a mention that stands for several entities
};

/// A sentence under analysis: its tokens, and the mentions found so far.
struct Sentence {
  const Block* block = nullptr;
  Span span;  ///< characters of the block
  std::vector<Token> tokens;
  std::vector<Mention> mentions;
  std::vector<std::vector<std::uint32_t>> starts;  ///< by token: mentions that begin there, longest first

  void add(Mention mention);
  /// Characters of the block that a range of tokens covers.
  Span characters(std::uint32_t begin, std::uint32_t end) const {
    return {tokens[begin].begin, tokens[end - 1].end};
  }
  /// What is written there.
  std::string text(std::uint32_t begin, std::uint32_t end) const;
};

}  // namespace accord
