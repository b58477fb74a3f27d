#pragma once

#include <string>
#include <string_view>

#include "extract/document.hpp"

namespace accord {

/// What a page says, without what stands around it.
struct HtmlPage {
  std::string text;      ///< the main text: a paragraph a line, blank lines between, "- " before items of lists
  Metadata metadata;     ///< from meta tags, Open Graph, schema.org in JSON-LD, and <title>
  std::string language;  ///< of <html lang>; may be empty
};

/// True if the bytes begin like a page: <!doctype html>, <html …>, and the like.
bool looks_like_html(std::string_view head);

/// The encoding that a page names in <meta charset> within its first bytes, or an empty string.
std::string html_charset(std::string_view head);

/// Reads a page of well-formed UTF-8. The main text is the article's body where the page marks it, else the page
/// without navigation, forms, scripts and lists of links. Memory and time are bounded by the size of the page: throws
/// Error for pages that no browser would show, nested hundreds deep or made to multiply. `name` is for messages.
HtmlPage read_html(std::string_view utf8, const std::string& name);

}  // namespace accord
