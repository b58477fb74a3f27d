#include "extract/packed_trie.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>

#include "extract/error.hpp"

namespace accord {
namespace {

using Words = std::map<std::u32string, std::uint32_t>;

/// A packed trie with all that it needs.
struct Packed {
  explicit Packed(const Words& words) {
    TrieBuilder builder;
    for (const auto& [word, value] : words) {
      builder.insert(word) = value;
      for (const char32_t c : word) alphabet.add(c);
    }
    slots = pack_trie(builder, alphabet);
    trie = PackedTrie(slots);
  }
  std::uint32_t find(std::u32string_view key) const {
    PackedTrie::Node node = trie.root();
    for (const char32_t c : key) {
      node = trie.step(node, alphabet.code(c));
      if (!node) return 0;
    }
    return node.value();
  }

  Alphabet alphabet;
  std::vector<PackedTrie::Slot> slots;
  PackedTrie trie;
};

TEST_CASE("an alphabet numbers characters in the order in which they come") {
  Alphabet alphabet;
  for (const char32_t c : {U'會', U'𠮷', U'議', U'會'}) alphabet.add(c);
  CHECK(alphabet.characters() == std::vector<char32_t>{U'會', U'𠮷', U'議'});
  CHECK(alphabet.code(U'會') == 1);
  CHECK(alphabet.code(U'𠮷') == 2);
  CHECK(alphabet.code(U'議') == 3);
  CHECK(alphabet.code(U'a') == 0);
  CHECK(alphabet.code(U'𠀀') == 0);
}

TEST_CASE("an alphabet has an end") {
  Alphabet alphabet;
  const auto fill = [&] {
    for (char32_t c = 1; c != 0x10000; ++c) alphabet.add(c);
  };
  CHECK_THROWS_AS(fill(), Error);
}

TEST_CASE("an empty trie leads nowhere") {
  CHECK_FALSE(PackedTrie().step(PackedTrie().root(), 1));
  CHECK(Packed({}).find(U"會") == 0);
}

TEST_CASE("a packed key is found whole, not by its beginning") {
  const Packed packed({{U"會議", 7}, {U"會議記錄", PackedTrie::max_value}, {U"𠮷", 9}});
  struct Case {
    const char32_t* key;
    std::uint32_t want;
  };
  for (const Case& c : {Case{U"會議", 7}, Case{U"會", 0}, Case{U"會議記", 0}, Case{U"會議記錄", PackedTrie::max_value}, Case{U"會議記錄冊", 0},
                        Case{U"𠮷", 9}, Case{U"會甲", 0}}) {
    CHECK(packed.find(c.key) == c.want);
  }
}

TEST_CASE("a value that does not fit is refused") { CHECK_THROWS_AS(Packed({{U"會", PackedTrie::max_value + 1}}), Error); }

TEST_CASE("a packed trie finds what the trie finds, on random words") {
  std::mt19937 random(20241120);
  for (const std::uint32_t characters : {3U, 40U, 3000U}) {
    const auto word = [&] {
      std::u32string made;
      for (std::size_t length = 1 + random() % 4; length != 0; --length) made += static_cast<char32_t>(0x4E00 + random() % characters);
      return made;
    };
    Words words;
    for (std::uint32_t i = 1; i != 5000; ++i) words[word()] = i;
    const Packed packed(words);
    for (const auto& [known, value] : words) REQUIRE(packed.find(known) == value);
    for (int i = 0; i != 5000; ++i) {
      const std::u32string any = word();
      const auto known = words.find(any);
      REQUIRE(packed.find(any) == (known == words.end() ? 0 : known->second));
    }
  }
}

}  // namespace
}  // namespace accord
