#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace accord {

/// Finds texts that repeat one another, as papers print one agency's story: near duplicates, by shingles.
/// A text is folded, so script and width do not matter, nor do spaces and punctuation. Of its overlapping runs of 12
/// characters those with the smallest hash in each window of 16 are kept (winnowing), about one in eight; two texts
/// are copies if at least 60 % of the shorter one's kept runs stand in the other.
/// Memory: 12 bytes a kept run, about one and a half bytes a character of text.
class CopyFinder {
 public:
  /// `date`: ISO 8601 or empty. Texts of less than 60 folded characters are never copies.
  void add(std::string document, std::string date, std::string_view text);

  /// (copy, original) for each document that repeats another; the original is the earliest of its cluster (documents
  /// without date last), then the first by name. Sorted. The same for every order of add().
  std::vector<std::pair<std::string, std::string>> copies() const;

 private:
  struct Text {
    std::string document, date;
    std::uint32_t runs;
  };
  std::vector<Text> texts_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> runs_;  ///< hash of a kept run, text
};

}  // namespace accord
