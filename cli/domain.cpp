#include "cli/domain.hpp"

#include "extract/pack.hpp"

namespace accord::cli {

std::vector<std::string> relation_names() {
  std::vector<std::string> names;
  for (const Schema::Relation& relation : builtin_pack()->schema.relations()) names.push_back(relation.name);
  return names;
}

std::vector<std::string> type_names() {
  std::vector<std::string> names;
  for (const Schema::Type& type : builtin_pack()->schema.types()) {
    if (!type.helper) names.push_back(type.name);
  }
  return names;
}

}  // namespace accord::cli
