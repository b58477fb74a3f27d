// Makes the built-in dictionary from jieba's word list (word, frequency, part of speech a line).
// usage: make_dictionary dict.txt surnames.txt OUTPUT.bin
// Words are folded; where two fold to one, the more frequent keeps its tag and the frequencies add up.
// The characters of the words tagged as names give the model of people's names.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "extract/dictionary.hpp"
#include "extract/unicode.hpp"

namespace {

using accord::Dictionary;

struct Entry {
  double frequency = 0, best = 0;
  std::uint8_t tag = 0;
};

struct NameCounts {
  double family = 0, given = 0, foreign = 0;
};

std::uint16_t cost16(double probability, double limit) {
  return static_cast<std::uint16_t>(std::min(limit, std::round(-16 * std::log(probability))));
}

/// One byte in quarters of a nat would be too coarse; a byte holds 0 to 15.9 in 1/16.
std::uint8_t name_cost(double count, double total) {
  return count == 0 ? Dictionary::no_name : static_cast<std::uint8_t>(cost16(count / total, 254));
}

/// Numbers with their measure words (五項, 第二十三) are built from numerals as the text has them.
bool counts_something(const std::u32string& word, const std::string& tag) {
  constexpr std::u32string_view numerals = U"〇零一二三四五六七八九十百千万亿两0123456789";
  // 四次会议 is in the list as a word.
  if (word.size() == 4 && numerals.find(word[0]) != std::u32string_view::npos && word.ends_with(U"次会议")) return true;
  if (word.size() < 2 || (tag != "m" && tag != "mq" && tag != "t")) return false;
  return word[0] == U'第' || word.find_first_of(numerals) != std::u32string::npos;
}

/// The list has a few rare "names" that are an "and" before a name: 和普京.
bool begins_with_and(const std::u32string& word, const std::string& tag, double frequency) {
  return word.size() > 2 && frequency < 5 && tag.starts_with("n") && (word[0] == U'和' || word[0] == U'与' || word[0] == U'及');
}

/// The one-character words of a word file of a pack ("@surname = …").
std::set<char32_t> read_surnames(const char* path) {
  std::set<char32_t> surnames;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("#")) continue;
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      if (const std::u32string folded = accord::fold_text(word); folded.size() == 1) surnames.insert(folded[0]);
    }
  }
  return surnames;
}

template <class T>
void put(std::ofstream& out, const T* data, std::size_t count) {
  out.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(count * sizeof(T)));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: make_dictionary dict.txt surnames.txt OUTPUT.bin\n";
    return 2;
  }
  const std::set<char32_t> surnames = read_surnames(argv[2]);
  std::ifstream in(argv[1]);
  std::map<std::u32string, Entry> words;
  std::vector<std::string> tags = {"?"};
  std::map<char32_t, NameCounts> names;
  NameCounts total;
  double frequency_total = 0;
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::string word, tag;
    double frequency = 0;
    if (!(fields >> word >> frequency >> tag)) continue;
    const std::u32string folded = accord::fold_text(word);
    auto known = std::find(tags.begin(), tags.end(), tag);
    if (known == tags.end()) known = tags.insert(tags.end(), tag);
    if (counts_something(folded, tag) || begins_with_and(folded, tag, frequency)) continue;
    Entry& entry = words[folded];
    entry.frequency += frequency;
    if (frequency >= entry.best) {
      entry.best = frequency;
      entry.tag = static_cast<std::uint8_t>(known - tags.begin());
    }
    frequency_total += frequency;
    // The list tags much as names that is none; family names are a closed class and tell which to believe.
    const bool chinese_name = (tag == "nr" || tag == "nrfg") && folded.size() == 3 && surnames.count(folded[0]) != 0;
    if (chinese_name) {
      names[folded[0]].family += 1;
      total.family += 1;
      for (const char32_t c : folded.substr(1)) names[c].given += 1, total.given += 1;
    }
    if (tag == "nrt" && folded.size() >= 3) {
      for (const char32_t c : folded) names[c].foreign += 1, total.foreign += 1;
    }
  }
  if (words.size() < 100000) {
    std::cerr << "make_dictionary: " << argv[1] << " is not jieba's dict.txt\n";
    return 1;
  }

  accord::TrieBuilder trie;
  for (const auto& [word, entry] : words) {
    const std::uint16_t cost = cost16(std::max(entry.frequency, 1.0) / frequency_total, Dictionary::unknown_cost);
    trie.insert(word) = Dictionary::encode({std::max<std::uint16_t>(cost, 1), entry.tag});
  }
  // Frequent characters first: what is looked up often then stands close together.
  std::map<char32_t, double> frequencies;
  for (const auto& [word, entry] : words) {
    for (const char32_t c : word) frequencies[c] += entry.frequency;
  }
  std::vector<std::pair<double, char32_t>> by_frequency;
  for (const auto& [c, frequency] : frequencies) by_frequency.emplace_back(-frequency, c);
  std::sort(by_frequency.begin(), by_frequency.end());
  accord::Alphabet alphabet;
  for (const auto& [frequency, c] : by_frequency) alphabet.add(c);
  const std::vector<accord::PackedTrie::Slot> slots = accord::pack_trie(trie, alphabet);

  std::vector<std::uint32_t> name_table(0x9FFF - 0x4E00 + 1, 0xFFFFFF);
  for (const auto& [c, counts] : names) {
    if (c < 0x4E00 || c > 0x9FFF) continue;
    const double family = counts.family;
    const double given = counts.given < 2 ? 0 : counts.given;
    const double foreign = counts.foreign < 3 ? 0 : counts.foreign;
    name_table[c - 0x4E00] = std::uint32_t{name_cost(family, total.family)} |
                             std::uint32_t{name_cost(given, total.given)} << 8 |
                             std::uint32_t{name_cost(foreign, total.foreign)} << 16;
  }

  std::ofstream out(argv[3], std::ios::binary);
  const std::uint32_t header[6] = {0x64636344,
                                   static_cast<std::uint32_t>(slots.size()),
                                   static_cast<std::uint32_t>(tags.size()),
                                   static_cast<std::uint32_t>(name_table.size()),
                                   static_cast<std::uint32_t>(alphabet.characters().size()),
                                   0};
  put(out, header, 6);
  put(out, slots.data(), slots.size());
  put(out, name_table.data(), name_table.size());
  put(out, alphabet.characters().data(), alphabet.characters().size());
  for (const std::string& tag : tags) {
    char name[8] = {};
    std::memcpy(name, tag.data(), std::min<std::size_t>(tag.size(), 8));
    put(out, name, 8);
  }
  out.close();
  return out ? 0 : 1;
}
