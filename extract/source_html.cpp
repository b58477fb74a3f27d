#include "extract/source_html.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "extract/source_html_metadata.hpp"
#include "extract/source_html_tree.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return lower(c); });
  return out;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

template <std::size_t count>
bool one_of(GumboTag tag, const std::array<GumboTag, count>& tags) {
  return std::ranges::find(tags, tag) != tags.end();
}

/// Elements whose content is not what the page says.
bool is_hidden(const GumboNode* node) {
  static constexpr std::array tags{
      GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_HEAD,    GUMBO_TAG_NAV,
      GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE,  GUMBO_TAG_BUTTON,   GUMBO_TAG_SELECT,   GUMBO_TAG_SVG,     GUMBO_TAG_IFRAME,
      GUMBO_TAG_OBJECT, GUMBO_TAG_CANVAS, GUMBO_TAG_AUDIO,    GUMBO_TAG_VIDEO,    GUMBO_TAG_TEXTAREA};
  if (!is_element(node)) return false;
  if (one_of(node->v.element.tag, tags)) return true;
  const std::string_view role = html_attribute(node, "role");
  return role == "navigation" || role == "banner" || role == "contentinfo" || role == "search" ||
         html_attribute(node, "aria-hidden") == "true" ||
         gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr;
}

/// Elements that stand on lines of their own, and those that stand apart as paragraphs do.
bool is_block(GumboTag tag) {
  static constexpr std::array tags{GUMBO_TAG_DIV,    GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN,
                                   GUMBO_TAG_HEADER, GUMBO_TAG_UL,      GUMBO_TAG_OL,      GUMBO_TAG_LI,
                                   GUMBO_TAG_DL,     GUMBO_TAG_DT,      GUMBO_TAG_DD,      GUMBO_TAG_TABLE,
                                   GUMBO_TAG_TR,     GUMBO_TAG_TD,      GUMBO_TAG_TH,      GUMBO_TAG_ADDRESS,
                                   GUMBO_TAG_HR,     GUMBO_TAG_FIGURE,  GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY};
  return one_of(tag, tags);
}

bool is_paragraph(GumboTag tag) {
  static constexpr std::array tags{GUMBO_TAG_P,          GUMBO_TAG_H1,        GUMBO_TAG_H2, GUMBO_TAG_H3,
                                   GUMBO_TAG_H4,         GUMBO_TAG_H5,        GUMBO_TAG_H6, GUMBO_TAG_PRE,
                                   GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_FIGCAPTION};
  return one_of(tag, tags);
}

/// Puts pieces of text together as a browser would: runs of blanks as one, lines and paragraphs apart.
class Lines {
 public:
  void text(std::string_view piece) {
    for (std::size_t at = 0; at != piece.size();) {
      if (is_space(piece[at])) {
        blank_ = true;
        broken_ |= piece[at] == '\n';
        ++at;
        continue;
      }
      const std::size_t begin = at;
      while (at != piece.size() && !is_space(piece[at])) ++at;
      word(piece.substr(begin, at - begin));
    }
  }
  void line() { breaks_ = std::max(breaks_, 1U); }
  void paragraph() { breaks_ = std::max(breaks_, 2U); }
  void item() {
    line();
    item_ = true;
  }
  std::string take() {
    if (!out_.empty()) out_ += '\n';
    return std::move(out_);
  }

 private:
  void word(std::string_view letters) {
    if (breaks_ != 0 && !out_.empty()) {
      out_.append(breaks_, '\n');
    } else if (breaks_ == 0 && blank_ && !out_.empty() && !joins(letters)) {
      out_ += ' ';
    }
    if (item_) out_ += "- ";
    out_ += letters;
    breaks_ = 0;
    blank_ = broken_ = item_ = false;
  }

  /// A line break in the source between two Han characters is no space: it only wraps the source.
  bool joins(std::string_view letters) const {
    if (!broken_) return false;
    std::size_t last = out_.size() - 1;
    while ((static_cast<unsigned char>(out_[last]) & 0xC0U) == 0x80U) --last;
    const std::u32string before = to_utf32(std::string_view(out_).substr(last));
    return is_wide(before.front()) &&
           is_wide(to_utf32(letters.substr(0, std::min<std::size_t>(4, letters.size()))).front());
  }
  static bool is_wide(char32_t c) { return is_han(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60); }

  std::string out_;
  unsigned breaks_ = 0;
  bool blank_ = false, broken_ = false, item_ = false;
};

/// Calls `enter(node)` for each node below `top` that is not hidden and `leave(node)` behind its content.
template <class Enter, class Leave>
void walk(const GumboNode* top, const Enter& enter, const Leave& leave) {
  std::vector<const GumboNode*> open;
  for (const GumboNode* node = top; node != nullptr;) {
    while (!open.empty() && node != top && node->parent != open.back()) {
      leave(open.back());
      open.pop_back();
    }
    if ((node != top && is_hidden(node)) || !enter(node)) {
      node = next_node_after(node, top);
      continue;
    }
    if (is_element(node)) open.push_back(node);
    node = next_node(node, top);
  }
  for (; !open.empty(); open.pop_back()) leave(open.back());
}

/// Letters below a node, and how many of them are in links.
struct Weight {
  std::size_t letters = 0, linked = 0;
};

Weight weigh(const GumboNode* top) {
  Weight weight;
  unsigned links = 0;
  const auto is_link = [](const GumboNode* node) { return is_element(node, GUMBO_TAG_A); };
  walk(
      top,
      [&](const GumboNode* node) {
        links += is_link(node);
        if (!is_text(node)) return true;
        const std::string_view text(node->v.text.text);
        const auto count = static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !is_space(c); }));
        weight.letters += count;
        weight.linked += links != 0 ? count : 0;
        return true;
      },
      [&](const GumboNode* node) { links -= is_link(node); });
  return weight;
}

/// How well an element says that it holds the article.
int mark_of(const GumboNode* node) {
  if (html_attribute(node, "itemprop") == "articleBody") return 3;
  if (is_element(node, GUMBO_TAG_ARTICLE)) return 2;
  if (is_element(node, GUMBO_TAG_MAIN) || html_attribute(node, "role") == "main") return 1;
  return 0;
}

/// The element with the main text: the best marked one; of several alike, the one with the most letters.
const GumboNode* main_element(const GumboNode* root) {
  const GumboNode* best = root;
  int best_mark = 0;
  std::size_t best_letters = 0;
  for (const GumboNode* node = root; node != nullptr;) {
    const int mark = is_element(node) ? mark_of(node) : 0;
    if (mark != 0) {
      const std::size_t letters = weigh(node).letters;
      if (letters != 0 && (mark > best_mark || (mark == best_mark && letters > best_letters))) {
        best = node;
        best_mark = mark;
        best_letters = letters;
      }
    }
    // Inside a marked element only a better mark counts, so no letter is weighed more than a few times.
    node = mark == 3 ? next_node_after(node, root) : next_node(node, root);
  }
  return best;
}

/// Lists and tables of links, as menus are: mostly links, and more than a few letters of them.
bool is_menu(const GumboNode* node) {
  if (!is_element(node, GUMBO_TAG_UL) && !is_element(node, GUMBO_TAG_OL) && !is_element(node, GUMBO_TAG_TABLE))
    return false;
  const Weight weight = weigh(node);
  return weight.linked * 3 > weight.letters * 2;
}

std::string main_text(const GumboNode* root) {
  Lines lines;
  const auto stand_apart = [&](const GumboNode* node) {
    if (!is_element(node)) return;
    const GumboTag tag = node->v.element.tag;
    if (is_paragraph(tag)) lines.paragraph();
    if (is_block(tag)) lines.line();
  };
  walk(
      main_element(root),
      [&](const GumboNode* node) {
        if (is_menu(node)) return false;
        stand_apart(node);
        if (is_element(node, GUMBO_TAG_BR)) lines.line();
        if (is_element(node, GUMBO_TAG_LI)) lines.item();
        if (is_text(node)) lines.text(node->v.text.text);
        return true;
      },
      stand_apart);
  return lines.take();
}

}  // namespace

bool looks_like_html(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  for (;;) {
    while (!head.empty() && is_space(head.front())) head.remove_prefix(1);
    const bool comment = head.starts_with("<!--");
    if (!comment && !head.starts_with("<?xml")) break;
    const std::string_view close = comment ? "-->" : "?>";
    const std::size_t end = head.find(close);
    if (end == head.npos) return false;
    head.remove_prefix(end + close.size());
  }
  const std::string start = lower(head.substr(0, 16));
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<title", "<meta"}) {
    if (start.starts_with(tag) &&
        (start.size() == tag.size() || !(start[tag.size()] >= 'a' && start[tag.size()] <= 'z'))) {
      return true;
    }
  }
  return false;
}

std::string html_charset(std::string_view head) {
  const std::string start = lower(head.substr(0, 4096));
  for (std::size_t at = start.find("<meta"); at != start.npos; at = start.find("<meta", at + 1)) {
    const std::string_view tag = std::string_view(start).substr(at, start.find('>', at) - at);
    const std::size_t name = tag.find("charset");
    if (name == tag.npos) continue;
    std::string_view value = tag.substr(name + 7);
    const std::size_t begin = value.find_first_not_of(" \t\r\n=\"'");
    if (begin == value.npos) continue;
    value.remove_prefix(begin);
    return std::string(value.substr(0, value.find_first_of(" \t\r\n;\"'/>")));
  }
  return {};
}

HtmlPage read_html(std::string_view utf8, const std::string& name) {
  if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
  const HtmlTree tree(utf8, name);
  HtmlPage page;
  page.metadata = html_metadata(tree.root());
  page.language = std::string(html_attribute(tree.root(), "lang"));
  page.text = main_text(tree.root());
  return page;
}

}  // namespace accord
