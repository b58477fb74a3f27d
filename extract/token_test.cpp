#include "extract/token_test.hpp"

#include <algorithm>

namespace accord {

namespace {

template <class T>
void merge_sorted(std::vector<T>& into, const std::vector<T>& more) {
  into.insert(into.end(), more.begin(), more.end());
  std::ranges::sort(into);
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

}  // namespace

void TokenTest::merge(const TokenTest& other) {
  classes.merge(other.classes);
  merge_sorted(entries, other.entries);
  merge_sorted(tags, other.tags);
  kinds |= other.kinds;
  capital = capital || other.capital;
  year = year || other.year;
  types |= other.types;
}

/// The rows of all that a test lists; words that were not listed before get one.
std::vector<std::uint32_t> TestTable::rows_of(const TokenTest& test) {
  std::vector<std::uint32_t> rows;
  for_each_bit(test.classes.bits(), [&](std::size_t id) { rows.push_back(class_row(id)); });
  for (const Dictionary::Tag tag : test.tags) rows.push_back(tag_row(tag));
  for_each_bit(std::array{std::uint64_t{test.kinds & 0xFFU}}, [&](std::size_t kind) { rows.push_back(kind_row(kind)); });
  for_each_bit(std::array{test.types}, [&](std::size_t type) { rows.push_back(type_row(type)); });
  for (const std::uint32_t entry : test.entries) {
    if (entry >= word_rows_.size()) word_rows_.resize(entry + 1, no_row);
    if (word_rows_[entry] == no_row) word_rows_[entry] = rows_++;
    rows.push_back(word_rows_[entry]);
  }
  return rows;
}

TestId TestTable::add(TokenTest test) {
  merge_sorted(test.entries, {});
  merge_sorted(test.tags, {});
  const auto [known, fresh] = ids_.try_emplace(test, static_cast<TestId>(tests_.size()));
  if (!fresh) return known->second;
  const std::vector<std::uint32_t> rows = rows_of(test);
  Source source;
  source.plain = rows.size() == 1 && !test.capital && !test.year && !test.negated;
  source.row = source.plain ? rows.front() : rows_++;
  source.of_types = test.types != 0;
  for (const std::uint32_t entry : test.entries) source.words |= word_bit(word_rows_[entry]);
  sources_.push_back(source);
  tests_.push_back(std::move(test));
  return known->second;
}

}  // namespace accord
