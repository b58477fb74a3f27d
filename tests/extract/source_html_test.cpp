#include "extract/source_html.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "extract/error.hpp"
#include "extract/source.hpp"
#include "tests/temporary_folder.hpp"

namespace accord {
namespace {

std::string repeat(const std::string& piece, int count) {
  std::string all;
  for (int i = 0; i != count; ++i) all += piece;
  return all;
}

TEST_CASE("a page is its paragraphs, and nothing that stands around them") {
  struct Case {
    const char *name, *input, *want;
  };
  for (const Case& c : {
           Case{"paragraphs", "<html><body><p>一</p><p>二<br>三</p></body></html>", "一\n\n二\n三\n"},
           Case{"blanks", "<body> a  b\n c <i>d</i>e </body>", "a b c de\n"},
           Case{"Chinese lines joined", "<p>粵港合作\n  聯席會議，\n第二十次 ok\n會議</p>",
                "粵港合作聯席會議，第二十次 ok 會議\n"},
           Case{"characters", "<p>&lt;b&gt; &amp; &#x6703;&#35696; &nbsp;x</p>", "<b> & 會議 \xC2\xA0x\n"},
           Case{"list", "<p>a</p><ul><li>b</li><li><p>c</p></li></ul>", "a\n\n- b\n\n- c\n"},
           Case{"what is not said",
                "<nav>menu</nav><header>h</header><p>a</p><script>var p='<p>x</p>'</script><style>p{}</style>"
                "<aside>more</aside><form>f<button>go</button></form><footer>c</footer><p hidden>secret</p><!-- no -->",
                "h\n\na\n\nf\n"},
           Case{"a list of links is a menu",
                "<p>text that is the article</p><ul><li><a href=x>one</a><li><a>two</a></ul>",
                "text that is the article\n"},
           Case{"article wins", "<div>around</div><article><p>in</p></article><p>behind</p>", "in\n"},
           Case{"the larger article wins", "<article>short</article><article>much longer</article>", "much longer\n"},
           Case{"articleBody wins", "<article>head<div itemprop=articleBody>body</div>tail</article>", "body\n"},
           Case{"main", "<div>x</div><main>in</main>", "in\n"},
           Case{"cells", "<table><tr><td>a</td><td>b</td></tr></table>", "a\nb\n"},
           Case{"broken", "<p>a<b>b</p><p>c</i></b>d", "ab\n\ncd\n"},
           Case{"nothing", "<html></html>", ""},
       }) {
    CAPTURE(std::string(c.name));
    CHECK(read_html(c.input, "a.html").text == c.want);
  }
}

TEST_CASE("a page says what it is") {
  struct Case {
    const char *name, *input;
    Metadata want;
  };
  for (const Case& c : {
           Case{"title and time",
                "<title> A\n b </title><p><time datetime='2023-03-21T10:00'>x</time>",
                {"2023-03-21", "", "A b", ""}},
           Case{"Open Graph",
                "<title>x</title><meta property='og:title' content='題'><meta property=og:site_name content=P>"
                "<meta property='article:published_time' content='2024-05-06T07:08:09Z'><meta property=og:url "
                "content='http://u/'>",
                {"2024-05-06", "http://u/", "題", "P"}},
           Case{"JSON-LD",
                "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Person\",\"headline\":\"no\"},"
                "{\"@type\":[\"Thing\",\"NewsArticle\"],\"headline\":\"H\",\"datePublished\":\"2022-01\","
                "\"publisher\":{\"name\":\"N\"}}]}</script>",
                {"2022-01", "", "H", "N"}},
           Case{"broken JSON-LD",
                "<title>t</title><script type='application/ld+json'>{\"@type\":</script>",
                {"", "", "t", ""}},
           Case{"other names",
                "<meta name=PubDate content=2021/02/03><link rel=canonical href=/x>",
                {"2021-02-03", "/x", "", ""}},
           Case{"no date", "<meta name=date content='last week'>", {}},
       }) {
    CAPTURE(std::string(c.name));
    CHECK(read_html(c.input, "a.html").metadata == c.want);
  }
  CHECK(read_html("<html lang=zh-Hant><p>x", "a.html").language == "zh-Hant");
}

TEST_CASE("pages are known by their first bytes") {
  for (const char* page : {"<!DOCTYPE html><p>", "\xEF\xBB\xBF \n<HTML>", "<!-- x --><html lang=en>",
                           "<?xml version='1.0'?><html>", "<head><title>"}) {
    CAPTURE(page);
    CHECK(looks_like_html(page));
  }
  for (const char* other : {"", "html", "<p>maybe", "<htmlx>", "<!-- open", "text <html>"}) {
    CAPTURE(other);
    CHECK(!looks_like_html(other));
  }
  CHECK(html_charset("<meta http-equiv=Content-Type content='text/html; charset=Big5'>") == "big5");
  CHECK(html_charset("<META CHARSET = \"gb2312\">") == "gb2312");
  CHECK(html_charset("<meta name=charset>").empty());
}

TEST_CASE("pages made to exhaust us are refused or read, in time") {
  struct Case {
    const char* name;
    std::string input;
    bool refused;
  };
  const int many = 100000;
  for (const Case& c : {
           Case{"nested", repeat("<div>", many), true},
           Case{"nested and closed", repeat("<div>", many) + repeat("</div>", many), true},
           Case{"formatting", repeat("<b x=1>", 500) + repeat("<p>x", many), false},
           Case{"paragraphs", repeat("<p>x", many), false},
           Case{"table cells", repeat("<table><td>", 5000), true},
           Case{"foreign", "<svg>" + repeat("<tr>", many), false},
           Case{"attributes", "<p " + repeat("a b=c ", many) + ">x", false},
           Case{"open comment", repeat("<!--", many), false},
           Case{"brackets", repeat("<", many), false},
           Case{"script with markup", "<script>" + repeat("'<div>'", many) + "</script><p>x", false},
       }) {
    CAPTURE(std::string(c.name));
    const auto start = std::chrono::steady_clock::now();
    bool refused = false;
    try {
      read_html(c.input, "a.html");
    } catch (const Error&) {
      refused = true;
    }
    if (c.refused) CHECK(refused);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
  }
}

TEST_CASE("a page is a source, in whatever encoding it names") {
  const testing::TemporaryFolder folder;
  struct Case {
    const char *name, *head, *text;
  };
  for (const Case& c : {Case{"big5", "<html><meta charset=big5><title>x</title><p>", "\xB7\x7C\xC4\xB3"},
                        Case{"utf-8", "<!doctype html><title>x</title><p>", "會議"}}) {
    CAPTURE(std::string(c.name));
    std::vector<Document> documents;
    read_source(folder.write("page.txt", std::string(c.head) + c.text), {},
                [&](Document&& document) { documents.push_back(std::move(document)); });
    REQUIRE(documents.size() == 1);
    CHECK(documents[0].text() == "會議\n");
    CHECK(documents[0].metadata().title == "x");
  }
}

}  // namespace
}  // namespace accord
