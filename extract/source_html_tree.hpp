#pragma once

#include <gumbo.h>

#include <memory>
#include <string>
#include <string_view>

namespace accord {

/// A parsed page. The memory of its tree is bounded, and freed without walking it.
class HtmlTree {
 public:
  /// Throws Error for pages that are nested too deep or make too much memory.
  HtmlTree(std::string_view utf8, const std::string& name);
  ~HtmlTree();

  const GumboNode* root() const;

 private:
  struct Arena;
  std::unique_ptr<Arena> arena_;
  const GumboOutput* output_ = nullptr;
};

inline bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}
inline bool is_element(const GumboNode* node, GumboTag tag) { return is_element(node) && node->v.element.tag == tag; }
inline bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
}

/// The value of an attribute, or an empty view.
std::string_view html_attribute(const GumboNode* element, const char* name);

/// The node after `node` in the order of the page, below `top`; null at the end. Without recursion: depth is no matter.
const GumboNode* next_node(const GumboNode* node, const GumboNode* top);
/// The same, but not into what is below `node`.
const GumboNode* next_node_after(const GumboNode* node, const GumboNode* top);

}  // namespace accord
