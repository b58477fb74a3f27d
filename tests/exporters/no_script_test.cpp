// What a document says cannot become a program in a picture that a browser shows.
#include <doctest/doctest.h>
#include <expat.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporters/formats.hpp"
#include "graph/graph_builder.hpp"

namespace accord {
namespace {

constexpr const char* attacks[] = {
    "<script>alert(1)</script>",
    "</text></svg><script>alert(1)</script>",
    "\" onload=\"alert(1)",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "--><script>alert(1)</script><!--",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<img src=x onerror=alert(1)>",
    "<foreignObject><body onload=alert(1)></body></foreignObject>",
    "<?xml-stylesheet href=\"javascript:alert(1)\"?>",
    "\", URL=\"javascript:alert(1)\", x=\"",
    "\\\" URL=\\\"javascript:alert(1)",
    "a\\",
    "\xEF\xBF\xBE<script>\xED\xA0\x80</script>",
};

KnowledgeGraph graph_of(const char* attack) {
  GraphBuilder builder;
  for (const char* other : {"one", "two"}) {
    Statement s;
    s.subject = {"", attack, "Person", attack, {std::string("alias ") + attack}, {{"of", attack}}};
    s.object = {"", std::string(attack) + other, "Meeting", "", {}, {{"date", attack}}};
    s.predicate = "attends";
    s.qualifiers = {{"date", attack}, {"role", attack}};
    s.evidence = {{attack, {0, 1}, attack, attack, {attack, attack, attack, attack}}};
    builder.add(s);
  }
  return std::move(builder).finish();
}

/// What in a piece of XML could run, as a reader of XML sees it.
struct Seen {
  std::vector<std::string> dangers;
  std::size_t elements = 0;
};

Seen look(const std::string& xml) {
  Seen seen;
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreateNS("UTF-8", '|'), XML_ParserFree);
  XML_SetUserData(parser.get(), &seen);
  XML_SetStartElementHandler(parser.get(), [](void* to, const XML_Char* element, const XML_Char** attributes) {
    auto& found = *static_cast<Seen*>(to);
    ++found.elements;
    const std::string_view whole(element);
    const std::string_view name = whole.substr(whole.rfind('|') + 1);
    for (const std::string_view bad : {"script", "foreignObject", "iframe", "object", "embed", "handler", "set", "animate", "use", "image", "style"}) {
      if (name == bad) found.dangers.push_back("element " + std::string(name));
    }
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view attribute(attributes[0]);
      const std::string_view last = attribute.substr(attribute.rfind('|') + 1);
      // Links that Graphviz writes for tooltips lead nowhere: they have a title, and no address.
      if (last.starts_with("on") || last == "href" || last == "src") found.dangers.push_back("attribute " + std::string(attribute));
    }
  });
  XML_SetProcessingInstructionHandler(parser.get(), [](void* to, const XML_Char* target, const XML_Char*) {
    static_cast<Seen*>(to)->dangers.push_back(std::string("instruction ") + target);
  });
  const XML_Status status = XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), 1);
  CHECK(status == XML_STATUS_OK);
  return seen;
}

TEST_CASE("the check sees what could run") {
  CHECK(look("<svg><script/></svg>").dangers.size() == 1);
  CHECK(look("<svg onload='x'><a xmlns:l='http://www.w3.org/1999/xlink' l:href='javascript:x'/></svg>").dangers.size() == 2);
  CHECK(look("<?x y?><svg/>").dangers.size() == 1);
  CHECK(look("<svg><text>&lt;script&gt;</text></svg>").dangers.empty());
}

TEST_CASE("no name, quote, title or address of a document runs in a picture") {
  for (const char* attack : attacks) {
    CAPTURE(std::string(attack));
    std::string svg;
    StringSink sink(svg);
    format_named("svg").write(graph_of(attack), sink, {});
    const Seen seen = look(svg);
    CHECK(seen.dangers == std::vector<std::string>{});
    CHECK(seen.elements > 10);
  }
}

}  // namespace
}  // namespace accord
