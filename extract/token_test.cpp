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

TestId TestTable::add(TokenTest test) {
  merge_sorted(test.entries, {});
  merge_sorted(test.tags, {});
  const auto [known, fresh] = ids_.try_emplace(test, static_cast<TestId>(tests_.size()));
  if (!fresh) return known->second;
  for (const std::uint32_t entry : test.entries) {
    if (entry >= listed_.size()) listed_.resize(entry + 1);
    listed_[entry] = true;
  }
  tests_.push_back(std::move(test));
  return known->second;
}

}  // namespace accord
