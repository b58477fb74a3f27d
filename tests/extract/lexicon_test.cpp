#include "extract/lexicon.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

#include "extract/error.hpp"
#include "extract/unicode.hpp"
#include "tests/extract/pack_support.hpp"

namespace accord {
namespace {

Lexicon read_words(const std::string& text) {
  Lexicon lexicon;
  lexicon.read_words({"w.txt", text}, Dictionary::built_in());
  return lexicon;
}

bool has(const Lexicon& lexicon, const char* word, const char* name) {
  const std::uint32_t entry = lexicon.trie().find(fold_text(word));
  return entry != 0 && lexicon.entry(entry - 1).classes.has(lexicon.find_class(name).value());
}

TEST_CASE("words, classes of classes, and words taken out again") {
  const Lexicon lexicon = read_words("@a = 簽署 訪問\n  會見\n@b = @a 出席 -訪問\n@c = Joint_Statement\n@d = 出席 @a -@c -@a\n");
  struct Case {
    const char *word, *name;
    bool want;
  };
  for (const Case& c : {Case{"簽署", "a", true}, Case{"签署", "a", true}, Case{"會見", "a", true}, Case{"出席", "a", false}, Case{"簽署", "b", true},
                        Case{"訪問", "b", false}, Case{"出席", "b", true}, Case{"joint statement", "c", true}, Case{"會見", "d", false}, Case{"出席", "d", true}}) {
    CAPTURE(std::string(c.word));
    CAPTURE(std::string(c.name));
    CHECK(has(lexicon, c.word, c.name) == c.want);
  }
  CHECK_FALSE(lexicon.find_class("nothing"));
}

TEST_CASE("classes by ending and by part of speech") {
  const Lexicon lexicon = read_words("@office = *局\n@verb = <v>\n@long_noun = <n:2>\n");
  const ClassId office = lexicon.find_class("office").value(), verb = lexicon.find_class("verb").value(), noun = lexicon.find_class("long_noun").value();
  CHECK(lexicon.classes_by_suffix(U"教育局").has(office));
  CHECK_FALSE(lexicon.classes_by_suffix(U"局").has(office));
  const Dictionary& dictionary = Dictionary::built_in();
  CHECK(lexicon.classes_by_tag(dictionary.tag_named("v"), 1).has(verb));
  CHECK(lexicon.classes_by_tag(dictionary.tag_named("v"), 3).has(verb));
  CHECK_FALSE(lexicon.classes_by_tag(dictionary.tag_named("n"), 1).has(noun));
  CHECK(lexicon.classes_by_tag(dictionary.tag_named("n"), 2).has(noun));
}

TEST_CASE("a gazetteer's names, aliases, attributes and bound names") {
  const testing::TestPack files(testing::Files{{"gazetteer/g.tsv",
                                  "type\tsubtype\tname\ten\taliases\tbound\tplace\n# comment\nBody\tFirm\t明瑞公司\tBright Ltd\t明瑞|明瑞集團\t\t廣州\n"
                                  "Body\t\t廣東\t\t粵\tletter\t\n"}});
  const auto pack = files.load();
  const Lexicon& lexicon = pack->lexicon;
  for (const char* name : {"明瑞公司", "明瑞", "明瑞集团", "bright ltd"}) {
    CAPTURE(name);
    const std::uint32_t entry = lexicon.trie().find(fold_text(name));
    REQUIRE(entry != 0);
    REQUIRE(lexicon.entry(entry - 1).names.size() == 1);
    const GazetteerEntry& listed = lexicon.gazetteer()[lexicon.entry(entry - 1).names[0]];
    CHECK(listed.name == "明瑞公司");
    CHECK(pack->schema.type(listed.type).name == "Firm");
    CHECK(attribute(listed.attributes, "place") == "廣州");
  }
  const Lexicon::Entry& bound = lexicon.entry(lexicon.trie().find(fold_text("粵")) - 1);
  CHECK(bound.names.empty());
  CHECK(bound.bound.size() == 1);
  CHECK(bound.classes.has(lexicon.find_class("letter").value()));
}

TEST_CASE("each fault of word lists and gazetteers names its place and what was expected") {
  struct Case {
    const char *file, *text, *want;
  };
  for (const Case& c : {
           Case{"words/x.txt", "verb = 簽署", "words/x.txt:1:1: expected '@class = words', or an indented line that goes on with one"},
           Case{"words/x.txt", "  簽署", "words/x.txt:1:3: an indented line must follow '@class = …'"},
           Case{"words/x.txt", "@ = 簽署", "words/x.txt:1:2: expected the name of a word class after '@'"},
           Case{"words/x.txt", "@verb 簽署", "words/x.txt:1:7: expected '='"},
           Case{"words/x.txt", "@verb = 甲 @other", "words/x.txt:1:11: unknown word class; define it before this line"},
           Case{"words/x.txt", "@verb = <qqq>", "words/x.txt:1:9: the dictionary has no part of speech 'qqq'"},
           Case{"words/x.txt", "@verb = <v:x>", "words/x.txt:1:9: expected <tag:LENGTH>"},
           Case{"words/x.txt", "@verb = *", "words/x.txt:1:9: expected a word's end after '*'"},
           Case{"g.tsv", "name\tplace\n", "g.tsv:1:1: the header needs a column 'type'"},
           Case{"g.tsv", "type\tname\nAnimal\t貓\n", "g.tsv:2:1: unknown type 'Animal'"},
           Case{"g.tsv", "type\tname\nBody\t\n", "g.tsv:2:1: a row needs a name"},
           Case{"g.tsv", "type\tname\nBody\t甲\t乙\n", "g.tsv:2:1: expected 2 columns, found 3"},
           Case{"g.tsv", "type\tsubtype\tname\nPerson\tFirm\t甲\n", "g.tsv:2:1: 'Firm' is no subtype of its type"},
           Case{"g.tsv", "type\tname\taliases\nBody\t甲\t丙\nBody\t乙\t丙\n", "g.tsv:3:1: '丙' already stands for 甲"},
           Case{"g.tsv", "type\tname\nBody\t\xFF\n", "g.tsv:2:1: is not valid UTF-8"},
       }) {
    CHECK(testing::TestPack(testing::Files{{c.file, c.text}}).fault() == c.want);
  }
}

TEST_CASE("the lexicon's words are found where a search word by word finds them") {
  std::mt19937 random(7);
  constexpr std::u32string_view alphabet = U"粵港合作会议";
  const auto some = [&](std::size_t length) {
    std::u32string text;
    while (text.size() < length) text += alphabet[random() % alphabet.size()];
    return text;
  };
  std::vector<std::u32string> words;
  std::string file = "@w =";
  for (int i = 0; i != 60; ++i) {
    words.push_back(fold_text(to_utf8(some(1 + random() % 4))));
    file += ' ' + to_utf8(words.back());
  }
  const Lexicon lexicon = read_words(file);
  const std::u32string text = fold_text(to_utf8(some(2000)));
  for (std::size_t at = 0; at != text.size(); ++at) {
    for (std::size_t length = 1; length <= 5 && at + length <= text.size(); ++length) {
      const std::u32string piece = text.substr(at, length);
      REQUIRE((lexicon.trie().find(piece) != 0) == (std::ranges::find(words, piece) != words.end()));
    }
  }
}

}  // namespace
}  // namespace accord
