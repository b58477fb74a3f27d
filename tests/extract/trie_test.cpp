#include "extract/trie.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

namespace accord {
namespace {

using Words = std::map<std::u32string, std::uint32_t>;

TrieBuilder built(const Words& words) {
  TrieBuilder builder;
  for (const auto& [word, value] : words) builder.insert(word) = value;
  return builder;
}

/// A text of few characters, so that words share beginnings and overlap.
std::u32string random_text(std::mt19937& random, std::size_t length) {
  constexpr std::u32string_view alphabet = U"粵港合作會議a";
  std::u32string text;
  for (std::size_t i = 0; i != length; ++i) text += alphabet[random() % alphabet.size()];
  return text;
}

TEST_CASE("an empty trie knows nothing") {
  CHECK(Trie().find(U"會議") == 0);
  CHECK(TrieBuilder().view().find(U"") == 0);
  CHECK(TrieBuilder().view().find(U"會") == 0);
}

TEST_CASE("a key is found whole, not by its beginning") {
  const TrieBuilder builder = built({{U"會議", 7}, {U"會議記錄", 8}, {U"𠮷", 9}});
  struct Case {
    const char32_t* key;
    std::uint32_t want;
  };
  for (const Case& c : {Case{U"會議", 7}, Case{U"會", 0}, Case{U"會議記", 0}, Case{U"會議記錄", 8}, Case{U"會議記錄冊", 0}, Case{U"𠮷", 9}}) {
    CHECK(builder.view().find(c.key) == c.want);
  }
}

TEST_CASE("a later insert keeps what was there") {
  TrieBuilder builder;
  builder.insert(U"甲") = 1;
  CHECK(builder.insert(U"甲") == 1);
  CHECK(builder.insert(U"甲乙") == 0);
}

TEST_CASE("finds what a search word by word finds, on random words and texts") {
  std::mt19937 random(20240520);
  for (int round = 0; round != 50; ++round) {
    Words words;
    for (std::uint32_t i = 1; i != 40; ++i) words[random_text(random, 1 + random() % 5)] = i;
    const TrieBuilder builder = built(words);
    const Trie trie = builder.view();
    const std::u32string text = random_text(random, 200);
    for (std::size_t at = 0; at != text.size(); ++at) {
      Trie::Node node = trie.root();
      for (std::size_t length = 1; length <= 6 && at + length <= text.size(); ++length) {
        node = node ? trie.step(node, text[at + length - 1]) : node;
        const auto known = words.find(text.substr(at, length));
        REQUIRE(node.value == (known == words.end() ? 0 : known->second));
      }
    }
  }
}

}  // namespace
}  // namespace accord
