#pragma once

#include <cstdint>
#include <map>
#include <memory>
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
  };
  struct EvidenceParts {
    std::string_view document, date, url, title, publisher;
    Span span;
    std::string_view quote, rule;
    PageBox place;
  };
  EntityParts subject, object;
  std::string_view predicate;
  std::vector<Pair> qualifiers;  ///< sorted by name
  std::vector<EvidenceParts> evidence;
  double confidence = 1;
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
    std::uint32_t alias_end, attribute_end;
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
    friend bool operator==(const Source&, const Source&) = default;
  };

  void add(const StatementParts& parts);

  std::uint32_t alias_begin(std::uint32_t form) const { return form == 0 ? 0 : forms[form - 1].alias_end; }
  std::uint32_t attribute_begin(std::uint32_t form) const { return form == 0 ? 0 : forms[form - 1].attribute_end; }
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
  std::uint32_t qualifier_set(const std::vector<StatementParts::Pair>& pairs);
  std::uint32_t source(const StatementParts::EvidenceParts& parts);

  IndexTable form_table_, entity_table_, set_table_, source_table_;
};

/// Turns what was added into the tables of a graph.
std::shared_ptr<const KnowledgeGraph::Impl> assemble(GraphBuilder::Impl& added);

}  // namespace accord
