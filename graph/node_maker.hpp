#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/builder_tables.hpp"
#include "graph/choice.hpp"
#include "graph/homonyms.hpp"
#include "graph/resolver.hpp"

namespace accord {

/// Resolves what was added into nodes and fills the graph's entity table with them.
class NodeMaker {
 public:
  explicit NodeMaker(GraphBuilder::Impl& added);

  /// The node of a form in an added statement, numbered from 0 in no particular order.
  std::uint32_t node(std::uint32_t form, std::uint32_t statement) const {
    const std::uint32_t known = node_of_form_[form];
    if (known != several) return known;
    return resolution_.cluster[units_.unit(added_.forms[form].entity, added_.document(statement))];
  }
  /// Asks for what weigh() needs of a form.
  void fetch(std::uint32_t form) const { fetch_memory(&by_form_[form]); }
  /// One more piece of evidence, of the source at this place, speaks of the node in this form.
  void weigh(std::uint32_t form, std::uint32_t node, std::uint32_t source_place);

  /// Fills the tables of entities. Returns for each node its EntityIndex.
  std::vector<std::uint32_t> fill();

 private:
  struct Mention {
    std::uint32_t node, form;
    std::uint32_t weight = 0, source = UINT32_MAX;  ///< pieces of evidence; place of the first source
  };
  static constexpr std::uint32_t several = UINT32_MAX;
  using Values = std::map<std::string_view, Choice>;

  std::string_view text(std::uint32_t number) const { return added_.pool.text(number); }
  std::string_view best_name(std::span<const Mention> mentions) const;
  std::string_view discriminator(std::uint32_t node);
  void fill_node(std::span<const Mention> mentions, std::string_view name, std::string_view of, std::uint64_t number);
  void fill_names(std::span<const Mention> mentions, std::string_view name);
  void fill_attributes(std::span<const Mention> mentions, std::string_view of);
  void fill_grounds(std::span<const Mention> mentions, std::string_view name);
  std::string_view name_of_unit(std::uint32_t unit);

  GraphBuilder::Impl& added_;
  KnowledgeGraph::Impl& graph_;
  Units units_;
  Resolution resolution_;
  std::set<std::uint32_t> titled_;                                      ///< entities that are others with a title
  std::vector<std::uint32_t> node_of_form_;                             ///< or `several`: the document tells
  std::vector<Mention> by_form_;                                        ///< of forms whose entity is one unit
  std::map<std::pair<std::uint32_t, std::uint32_t>, Mention> by_node_;  ///< (form, node) of the others
  std::vector<std::vector<std::uint32_t>> splits_of_node_;              ///< lazily; see discriminator()
  std::vector<std::string_view> first_names_;                           ///< of each entity; lazily
  std::vector<std::uint32_t> accepted_by_node_;  ///< positions in resolution_.accepted, sorted by node
};

}  // namespace accord
