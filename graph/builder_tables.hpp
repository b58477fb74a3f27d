#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/page_box.hpp"
#include "extract/span.hpp"
#include "graph/graph_builder.hpp"
#include "graph/graph_tables.hpp"
#include "graph/ledger.hpp"
#include "graph/string_pool.hpp"

namespace accord {

/// A statement as views, in the shape in which a builder takes it.
struct StatementParts {
  struct Pair {
    std::string_view name, value;
  };
  struct EntityParts {
    std::string_view type, subtype, name;
    std::vector<std::string_view> aliases;
    std::vector<Pair> attributes;  ///< sorted by name
    std::uint64_t hash = 0;        ///< of all of it, like those below; see set_hashes()
  };
  struct EvidenceParts {
    std::string_view document, date, url, title, publisher;
    Span span;
    std::string_view quote, rule;
    PageBox place;
    std::uint64_t source_hash = 0;
  };
  EntityParts subject, object;
  std::string_view predicate;
  std::vector<Pair> qualifiers;  ///< sorted by name
  std::vector<EvidenceParts> evidence;
  double confidence = 1;
  std::uint64_t qualifiers_hash = 0;
  bool quotes_kept = false;  ///< the quotes lie where the graph keeps them already

  /// To be called when all else is there: on the reading thread, where the texts are at hand.
  void set_hashes();
};

/// What has been added, with every string but the quotes kept once and numbered.
struct GraphBuilder::Impl {
  using Number = std::uint32_t;  ///< of a string in the pool
  struct Pair {
    Number name, value;
  };
  /// One way in which statements speak of an entity. All forms with one type and one folded name are one entity.
  struct Form {
    Number type, subtype, name;
    std::uint32_t entity;
    std::uint32_t alias_begin, alias_end, attribute_begin, attribute_end;
    std::string_view text;  ///< the name, at hand: forms are met in any order, and each step to memory costs
  };
  struct Entity {
    Number type, key;  ///< key: the folded name
  };
  struct RawStatement {
    std::uint32_t subject, object;  ///< forms
    Number predicate;
    std::uint32_t qualifiers;  ///< number of the set
    std::uint32_t confidence;  ///< millionths
    std::uint32_t evidence_end;
  };
  struct RawEvidence {
    std::uint32_t source;
    Number rule;
    Span span;
    std::string_view quote;
    PageBox place;
  };
  struct Source {
    Number document, date, url, title, publisher;
    std::string_view document_text, title_text;  ///< at hand
  };

  void add(const StatementParts& parts);
  /// The same for many, but faster: what the later ones need is fetched while the first ones are added.
  void add(std::span<const StatementParts> all);

  std::uint32_t alias_begin(std::uint32_t form) const { return forms[form].alias_begin; }
  std::uint32_t attribute_begin(std::uint32_t form) const { return forms[form].attribute_begin; }
  std::uint32_t set_begin(std::uint32_t set) const { return set == 0 ? 0 : set_end[set - 1]; }
  std::uint32_t evidence_begin(std::uint32_t statement) const {
    return statement == 0 ? 0 : statements[statement - 1].evidence_end;
  }

  /// The document that statement `i` comes from (that of its first evidence): its string.
  Number document(std::uint32_t i) const { return sources[evidence[evidence_begin(i)].source].document; }

  Ledger ledger;
  std::map<std::string, std::string, std::less<>> copies;  ///< document -> the document that it repeats
  std::shared_ptr<KnowledgeGraph::Impl> graph = std::make_shared<KnowledgeGraph::Impl>();  ///< its arena only
  StringPool pool{graph->arena};
  std::vector<Entity> entities;
  std::vector<Form> forms;
  std::vector<Number> aliases;    ///< of forms
  std::vector<Pair> attributes;   ///< of forms
  std::vector<Pair> set_members;  ///< of qualifier sets
  std::vector<std::uint32_t> set_end;
  std::vector<RawStatement> statements;
  std::vector<RawEvidence> evidence;
  std::vector<Source> sources;

 private:
  std::uint32_t form(const StatementParts::EntityParts& parts);
  bool same_form(std::uint32_t form, const StatementParts::EntityParts& parts) const;
  std::uint32_t entity(Number type, Number key);
  std::uint32_t qualifier_set(const std::vector<StatementParts::Pair>& pairs, std::uint64_t hash);
  std::uint32_t source(const StatementParts::EvidenceParts& parts);
  void fetch_slots(const StatementParts& parts) const;
  void fetch_rows(const StatementParts& parts) const;
  void fetch_texts(const StatementParts& parts) const;

  IndexTable form_table_, entity_table_, set_table_, source_table_;
};

/// Turns what was added into the tables of a graph.
std::shared_ptr<const KnowledgeGraph::Impl> assemble(GraphBuilder::Impl& added);

}  // namespace accord
