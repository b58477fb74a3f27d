#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/builder_tables.hpp"
#include "graph/resolver.hpp"

namespace accord {

/// Which thing a name means in which document. Most names mean one thing everywhere: their unit is their entity.
/// Where documents tell of different bodies or places, the name has a unit for each group of documents that tell of
/// the same.
struct Units {
  struct Split {
    std::uint32_t entity;
    std::vector<std::string> of;  ///< folded names of what tells it apart, or ids of documents; never empty
    std::string_view shown;       ///< the first of its bodies or places as written, else of its documents
    bool by_document = false;     ///< only documents tell
  };
  std::uint32_t entities = 0;  ///< units below are entities, from here on splits
  std::vector<Split> splits;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> by_document;  ///< (entity, document) -> unit
  std::vector<bool> is_split;                                                    ///< of each entity

  std::vector<Candidate> candidates;                           ///< units of one name that may be one
  std::vector<std::pair<std::uint32_t, std::uint32_t>> apart;  ///< units of one name that are not

  std::uint32_t unit(std::uint32_t entity, std::uint32_t document) const {
    return is_split[entity] ? by_document.at({entity, document}) : entity;
  }
  std::uint32_t entity(std::uint32_t unit) const { return unit < entities ? unit : splits[unit - entities].entity; }
};

/// A title that says nothing of its body: 局長, President.
bool is_bare_title(std::string_view key);

Units split_homonyms(const GraphBuilder::Impl& added, const Ledger& ledger);

}  // namespace accord
