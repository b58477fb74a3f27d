#include "extract/source_html_tree.hpp"

#include <algorithm>
#include <csetjmp>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "extract/error.hpp"

namespace accord {

namespace {

constexpr std::size_t deepest = 512;  // as browsers have it
constexpr std::size_t block_size = std::size_t{1} << 20;

/// Elements that have no end tag, or whose end tag the next of their kind supplies: they do not nest by themselves.
bool nests(std::string_view tag) {
  constexpr std::string_view flat[] = {"area",     "base",   "body", "br",    "col",   "dd",    "dt",     "embed",
                                       "head",     "hr",     "html", "img",   "input", "li",    "link",   "meta",
                                       "optgroup", "option", "p",    "param", "rp",    "rt",    "source", "tbody",
                                       "td",       "tfoot",  "th",   "thead", "tr",    "track", "wbr"};
  return !std::ranges::binary_search(flat, tag);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The name of a tag, lower case, cut to 16 letters.
std::string tag_name(std::string_view page, std::size_t at) {
  std::string name;
  while (at < page.size() && name.size() < 16 && page[at] != '>' && page[at] != '/' && page[at] > ' ') {
    name += is_letter(page[at]) ? static_cast<char>(page[at] | 0x20) : page[at];
    ++at;
  }
  return name;
}

/// Where a script or a style ends: its content is not markup.
std::size_t end_of_raw(std::string_view page, std::size_t at, const std::string& tag) {
  while ((at = page.find("</", at)) != page.npos) {
    if (tag_name(page, at + 2) == tag) return at;
    at += 2;
  }
  return page.size();
}

/// A bound on how deep the tree can be, from the tags alone. The parser's time grows with depth times size, so deep
/// pages are refused before it sees them.
bool is_too_deep(std::string_view page) {
  std::size_t depth = 0;
  for (std::size_t at = page.find('<'); at < page.size(); at = page.find('<', at + 1)) {
    const std::string_view rest = page.substr(at);
    if (rest.starts_with("<!--")) {
      at = std::min(page.find("-->", at + 4), page.size());
      continue;
    }
    const bool closing = rest.starts_with("</");
    const std::string tag = tag_name(page, at + (closing ? 2 : 1));
    if (tag.empty() || !is_letter(tag[0]) || !nests(tag)) continue;
    if (closing) {
      depth -= depth != 0;
    } else if (tag == "script" || tag == "style") {
      at = end_of_raw(page, at + 1, tag);
    } else if (++depth > deepest) {
      return true;
    }
  }
  return false;
}

}  // namespace

/// Memory for the parser, in blocks; nothing is freed before all is. Where it is used up, control goes back to where
/// the parsing began: the parser, which is C, knows no failure of memory.
struct HtmlTree::Arena {
  explicit Arena(std::size_t most) : left(most) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    for (void* block : blocks) std::free(block);
  }

  static void* allocate(void* self, std::size_t size) {
    auto& arena = *static_cast<Arena*>(self);
    size = (size + 15U) & ~std::size_t{15};
    if (size > arena.room) arena.grow(size);
    void* const given = arena.next;
    arena.next += size;
    arena.room -= size;
    return given;
  }
  static void release(void*, void*) {}

  void grow(std::size_t size) {
    const std::size_t wanted = std::max(size, block_size);
    void* block = wanted <= left && count != limit ? std::malloc(wanted) : nullptr;
    if (block == nullptr) std::longjmp(failed, 1);
    blocks[count++] = block;
    left -= wanted;
    next = static_cast<char*>(block);
    room = wanted;
  }

  static constexpr std::size_t limit = 4096;
  void* blocks[limit] = {};  // no vector: a jump must not pass by a destructor
  std::size_t count = 0;
  std::size_t left;
  char* next = nullptr;
  std::size_t room = 0;
  std::jmp_buf failed;
};

HtmlTree::HtmlTree(std::string_view utf8, const std::string& name) {
  if (is_too_deep(utf8)) throw Error(TextPosition{name, 0, 0}, "the page is nested more than 512 deep");
  arena_ = std::make_unique<Arena>(utf8.size() * 64 + (std::size_t{16} << 20));
  Arena* const arena = arena_.get();
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Arena::allocate;
  options.deallocator = &Arena::release;
  options.userdata = arena;
  options.max_errors = 0;
  // Between setjmp and the parser there are no objects with destructors.
  if (setjmp(arena->failed) == 0) {
    output_ = gumbo_parse_with_options(&options, utf8.data(), utf8.size());
  } else {
    output_ = nullptr;
  }
  if (output_ == nullptr) throw Error(TextPosition{name, 0, 0}, "the page takes too much memory");
}

HtmlTree::~HtmlTree() = default;

const GumboNode* HtmlTree::root() const { return output_->root; }

std::string_view html_attribute(const GumboNode* element, const char* name) {
  if (!is_element(element)) return {};
  const GumboAttribute* found = gumbo_get_attribute(&element->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

const GumboNode* next_node_after(const GumboNode* node, const GumboNode* top) {
  while (node != top && node != nullptr) {
    const GumboNode* const parent = node->parent;
    if (parent == nullptr) return nullptr;
    const GumboVector& siblings =
        parent->type == GUMBO_NODE_DOCUMENT ? parent->v.document.children : parent->v.element.children;
    const auto next = static_cast<unsigned>(node->index_within_parent + 1);
    if (next < siblings.length) return static_cast<const GumboNode*>(siblings.data[next]);
    node = parent;
  }
  return nullptr;
}

const GumboNode* next_node(const GumboNode* node, const GumboNode* top) {
  if (is_element(node) && node->v.element.children.length != 0) {
    return static_cast<const GumboNode*>(node->v.element.children.data[0]);
  }
  return next_node_after(node, top);
}

}  // namespace accord
