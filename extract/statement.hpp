#pragma once

#include <string>
#include <utility>
#include <vector>

#include "extract/document.hpp"
#include "extract/span.hpp"

namespace accord {

/// Names with values, sorted by name, no name twice: qualifiers of a statement, attributes of an entity.
using Attributes = std::vector<std::pair<std::string, std::string>>;

/// Sets `name` to `value`, keeping the order. An empty value removes the name.
void set_attribute(Attributes& attributes, std::string_view name, std::string value);
/// The value of `name`, or an empty view.
std::string_view attribute(const Attributes& attributes, std::string_view name);

/// An entity as one document speaks of it.
struct Entity {
  std::string id;                    ///< "e_" and 16 hex digits, derived from type and folded name: see entity_id()
  std::string name;                  ///< canonical form
  std::string type;                  ///< a top type of the pack's schema: Person, Organization, Meeting, …
  std::string subtype;               ///< a subtype of it, or empty: Official, Company, …
  std::vector<std::string> aliases;  ///< other surface forms, sorted, without the name
  Attributes attributes;             ///< what belongs to the node itself: date of a meeting, …
};

/// The words that say so.
struct Evidence {
  std::string document;  ///< id of the document
  Span span;             ///< code points of the document as stored
  std::string quote;     ///< exactly the text of `span`
  std::string rule;      ///< name of the rule (or extractor) that read it
  Metadata source;       ///< metadata of the document
  PageBox place{};       ///< where the quote stands, if the document has pages
};

/// subject – predicate – object, with qualifiers and the evidence for it.
struct Statement {
  Entity subject;
  std::string predicate;
  Entity object;
  Attributes qualifiers;            ///< date, acting, role, meeting, status, …
  std::vector<Evidence> evidence;   ///< never empty
  double confidence = 1.0;          ///< 0 to 1
};

/// Content-derived, stable id: the same for all script and width variants of a name of one type.
std::string entity_id(std::string_view type, std::string_view name);

}  // namespace accord
