#include "exporters/escape.hpp"

#include <doctest/doctest.h>

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace accord {
namespace {

using Writer = void (*)(Output&, std::string_view);

std::string written(Writer write, std::string_view text) {
  std::string bytes;
  StringSink sink(bytes);
  Output out(sink);
  write(out, text);
  out.flush();
  return bytes;
}

struct Case {
  std::string_view name;
  Writer write;
  std::string_view input, want;
};

void check(const Case* cases, std::size_t count) {
  for (std::size_t i = 0; i != count; ++i) {
    CAPTURE(cases[i].name);
    CHECK(written(cases[i].write, cases[i].input) == cases[i].want);
  }
}

using namespace std::string_view_literals;

TEST_CASE("what is not the same everywhere is found wherever it stands") {
  const std::string_view others = "\t\n\"&'<>\\`";
  for (const std::string_view letter : {"=", "協"}) {
    for (std::size_t size = 1; size != 20; ++size) {
      for (std::size_t at = 0; at != size; ++at) {
        std::string wrong;
        for (int c = 0; c != 256; ++c) {
          std::string text;
          for (std::size_t i = 0; i != size; ++i) text += i == at ? std::string(1, static_cast<char>(c)) : letter;
          const bool plain = c >= 0x20 && c < 0x80 && others.find(static_cast<char>(c)) == others.npos;
          if (is_plain(text) != plain) wrong += static_cast<char>(c);
        }
        CHECK(wrong.empty());
      }
    }
  }
  CHECK(is_plain(""));
  for (const std::string_view plain :
       {"é", "協議，第二", "😀", "\xEE\x80\x80", "\xEF\xBF\xBD", "\xED\x9F\xBF", "\xE0\xA0\x80"}) {
    CAPTURE(plain);
    CHECK(is_plain(plain));
    CHECK_FALSE(is_plain(plain.substr(0, plain.size() - 1)));
  }
  for (const std::string_view bad : {"\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xED\xA0\x80", "\xE0\x80\x80", "協\xC0\xAF"}) {
    CHECK_FALSE(is_plain(bad));
  }
}

TEST_CASE("numbers have their shortest digits") {
  for (const double value : {0.0,      1.0,       2.0,  999.0,      1000.0,      1001.0,   100000.0, 1e6,
                             1e21,     0.5,       0.86, 0.1 + 0.2,  0.000001,    0.000999, 0.001,    0.0010000001,
                             0.123456, 0.1234567, 12.5, 999.999999, 999.9999999, -1.0,     1.0 / 3,  0.999999}) {
    char digits[40];
    const std::string_view want(digits,
                                static_cast<std::size_t>(std::to_chars(digits, digits + 40, value).ptr - digits));
    std::string bytes;
    StringSink sink(bytes);
    Output out(sink);
    out << value;
    out.flush();
    CHECK(bytes == want);
  }
  for (std::uint32_t millionths = 0; millionths < 2000000; millionths += 37) {
    const double value = millionths / 1e6;
    char digits[40];
    const std::string_view want(digits,
                                static_cast<std::size_t>(std::to_chars(digits, digits + 40, value).ptr - digits));
    std::string bytes;
    StringSink sink(bytes);
    Output out(sink, OutputBuffer(64));
    out << value;
    out.flush();
    if (bytes != want) FAIL_CHECK(bytes << " is not " << want);
  }
}

TEST_CASE("each grammar escapes its own specials") {
  const Case cases[] = {
      {"xml text", write_xml_text, "a & b < c > \"d\"", "a &amp; b &lt; c > \"d\""},
      {"xml end of cdata", write_xml_text, "a]]>b", "a]]&gt;b"},
      {"xml end of cdata around what is left out", write_xml_text, "a]]\x01>b", "a]]&gt;b"},
      {"xml end of cdata around a noncharacter", write_xml_text, "a]\xEF\xBF\xBE]>b", "a]]&gt;b"},
      {"xml raw newline", write_xml_text, "a\nb\tc", "a\nb\tc"},
      {"xml blank between entities", write_xml_text, "& & <", "<![CDATA[& & <]]>"},
      {"xml blank before an entity", write_xml_text, " &a", "<![CDATA[ &a]]>"},
      {"xml blank after an entity", write_xml_text, "a& ", "<![CDATA[a& ]]>"},
      {"xml cdata in cdata", write_xml_text, "& & ]]> x", "<![CDATA[& & ]]]]><![CDATA[> x]]>"},
      {"xml attribute", write_xml_attribute, "a&<\"\t\n'>", "a&amp;&lt;&quot;&#9;&#10;'>"},
      {"json", write_json_string, "a\"\\\t\n/", "\"a\\\"\\\\\\t\\n/\""},
      {"dot", write_dot_string, "\"q\" \\N\nb", "\"\\\"q\\\" \\\\N\\nb\""},
      {"dot ends with a backslash", write_dot_string, "a\\", "\"a\\\\\""},
      {"dot string keeps entities", write_dot_string, "&amp; &", "\"&amp; &\""},
      {"dot ampersand", write_dot_label, "a & b &c &amp; &#65; &;", "\"a & b &c &amp;amp; &amp;#65; &;\""},
      {"n-quads", write_string_literal_quote, "a\"\\\n", "\"a\\\"\\\\\\n\""},
      {"iri", write_iri, "https://x.y/ä b<>\"{}|\\^`", "https://x.y/ä%20b%3C%3E%22%7B%7D%7C%5C%5E%60"},
      {"cypher", write_cypher_string, "it's\n\t\"x\"", "'it\\'s\\n\\t\"x\"'"},
      {"cypher unicode escape", write_cypher_string, "\\u0041 \\x", "'\\\\' + 'u0041 \\\\x'"},
      {"cypher name", write_cypher_name, "a`b\\u0060", "`a``b_u0060`"},
      {"csv", write_csv_field, "a\"b\nc;,\\", "\"a\"\"b\nc;,\\\""},
      {"gephi list", write_gephi_list_string, "a\"\n\\", "\"a\\\"\n\\\\\""},
      {"gephi csv", write_gephi_csv_field, "a\"b\nc\\", "\"a\"\"b\nc\\\\\""},
      {"sql name", write_sql_name, "a\"b", "\"a\"\"b\""},
      {"sql string", write_sql_string, "it's", "'it''s'"},
  };
  check(cases, std::size(cases));
}

std::string cleaned(std::string_view text) { return clean_text(text); }

TEST_CASE("invalid code points cannot leave") {
  struct Clean {
    std::string_view name, input, want;
  };
  const Clean cases[] = {
      {"nothing", "", ""},
      {"plain", "abc 協議 😀", "abc 協議 😀"},
      {"controls", "a\0b\x01\x1F\x0B"sv, "ab"},
      {"tab and newline stay", "a\tb\nc", "a\tb\nc"},
      {"carriage return", "a\rb\r\nc\r", "a\nb\nc\n"},
      {"delete and C1 are legal", "a\x7F\xC2\x85", "a\x7F\xC2\x85"},
      {"noncharacters",
       "a\xEF\xBF\xBE\xEF\xBF\xBF"
       "b",
       "ab"},
      {"replacement character stays", "\xEF\xBF\xBD", "\xEF\xBF\xBD"},
      {"lone continuation", "a\x80z", "a\xEF\xBF\xBDz"},
      {"truncated at the end", "a\xE5\x8D", "a\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"overlong", "\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"surrogate", "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"beyond U+10FFFF", "\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"last code point", "\xF4\x8F\xBF\xBD", "\xF4\x8F\xBF\xBD"},
  };
  for (const Clean& c : cases) {
    CAPTURE(c.name);
    CHECK(cleaned(c.input) == c.want);
    // Text without specials comes out of every grammar as out of the plain one.
    CHECK(written(write_xml_text, c.input) == c.want);
  }
  CHECK(written(write_csv_field, "a\rb") == "\"a\nb\"");
  CHECK(written(write_json_string, "a\r\nb") == "\"a\\nb\"");
}

TEST_CASE("DOT strings that are too long for Graphviz are joined from lines, between characters") {
  const std::string text = "a" + std::string(8190, 'x') + "長\"" + std::string(8192, 'y');
  const std::string want = "\"a" + std::string(8190, 'x') + "\\\n長\\\"" + std::string(8188, 'y') + "\\\nyyyy\"";
  CHECK(written(write_dot_string, text) == want);
}

TEST_CASE("long texts pass the buffer whole") {
  std::string text;
  for (int i = 0; i != 30000; ++i) text += "長&";
  std::string want = "\"" + text + "\"";
  CHECK(written(write_json_string, text) == want);
}

}  // namespace
}  // namespace accord
