#include "extract/source_html_metadata.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "extract/metadata.hpp"
#include "extract/source_html_tree.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

using Value = rapidjson::Value;

constexpr std::size_t longest = 2000;  // bytes of a title or a name; more is not one

/// One line, without blanks at its ends; empty if it is too long or not UTF-8.
std::string clean(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out.size() > longest || find_invalid_utf8(out) ? std::string() : out;
}

/// The day of what pages write for dates: ISO 8601, or 2023/03/21.
std::string day(std::string_view text) {
  std::string date = clean(text);
  std::ranges::replace(date, '/', '-');
  return parse_iso_date(date).value_or(std::string());
}

void fill(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

/// Text of all text nodes below.
std::string text_of(const GumboNode* top) {
  std::string text;
  for (const GumboNode* node = top; node != nullptr; node = next_node(node, top)) {
    if (is_text(node)) text += node->v.text.text;
  }
  return text;
}

void read_meta(const GumboNode* node, Metadata& metadata) {
  std::string_view name = html_attribute(node, "property");
  if (name.empty()) name = html_attribute(node, "name");
  if (name.empty()) name = html_attribute(node, "itemprop");
  const std::string_view content = html_attribute(node, "content");
  const auto is = [&](std::initializer_list<std::string_view> names) {
    return std::ranges::any_of(names, [&](std::string_view other) {
      return std::ranges::equal(name, other, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; });
    });
  };
  if (is({"og:title"})) fill(metadata.title, clean(content));
  if (is({"og:url"})) fill(metadata.url, clean(content));
  if (is({"og:site_name", "dc.publisher", "dcterms.publisher"})) fill(metadata.publisher, clean(content));
  if (is({"article:published_time", "datepublished", "pubdate", "publishdate", "publish_date", "dc.date",
          "dc.date.issued", "dcterms.date", "dcterms.issued", "date"})) {
    fill(metadata.date, day(content));
  }
}

std::string_view text_member(const Value& object, const char* name) {
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd() || !member->value.IsString()) return {};
  return {member->value.GetString(), member->value.GetStringLength()};
}

bool is_article(const Value& object) {
  const auto type = object.FindMember("@type");
  if (type == object.MemberEnd()) return false;
  const auto names = [](const Value& value) {
    return value.IsString() && std::string_view(value.GetString(), value.GetStringLength()).ends_with("Article");
  };
  if (!type->value.IsArray()) return names(type->value);
  const Value& list = type->value;
  return std::any_of(list.Begin(), list.End(), names);
}

void read_article(const Value& object, Metadata& metadata) {
  fill(metadata.title, clean(text_member(object, "headline")));
  fill(metadata.url, clean(text_member(object, "url")));
  fill(metadata.date, day(text_member(object, "datePublished")));
  const auto publisher = object.FindMember("publisher");
  if (publisher != object.MemberEnd() && publisher->value.IsObject()) {
    fill(metadata.publisher, clean(text_member(publisher->value, "name")));
  }
}

/// Articles stand alone, in a list, or in "@graph".
void read_json_ld(std::string_view json, Metadata& metadata) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
  if (document.HasParseError()) return;
  std::vector<const Value*> objects{&document};
  const Value& top = document;
  if (top.IsObject()) {
    const auto graph = top.FindMember("@graph");
    if (graph != top.MemberEnd()) objects.push_back(&graph->value);
  }
  for (std::size_t i = 0; i != objects.size(); ++i) {
    const Value& value = *objects[i];
    if (value.IsArray() && i < 2) {
      for (const Value* item = value.Begin(); item != value.End(); ++item) objects.push_back(item);
    } else if (value.IsObject() && is_article(value)) {
      read_article(value, metadata);
    }
  }
}

}  // namespace

Metadata html_metadata(const GumboNode* root) {
  Metadata graph, linked, page;
  for (const GumboNode* node = root; node != nullptr; node = next_node(node, root)) {
    if (!is_element(node)) continue;
    switch (node->v.element.tag) {
      case GUMBO_TAG_META:
        read_meta(node, graph);
        break;
      case GUMBO_TAG_SCRIPT:
        if (html_attribute(node, "type") == "application/ld+json") read_json_ld(text_of(node), linked);
        break;
      case GUMBO_TAG_TITLE:
        fill(page.title, clean(text_of(node)));
        break;
      case GUMBO_TAG_TIME:
        fill(page.date, day(html_attribute(node, "datetime")));
        break;
      case GUMBO_TAG_LINK:
        if (html_attribute(node, "rel") == "canonical") fill(page.url, clean(html_attribute(node, "href")));
        break;
      default:
        break;
    }
  }
  return merge(merge(graph, linked), page);
}

}  // namespace accord
