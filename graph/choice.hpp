#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

namespace accord {

/// Several values of which one is to stand. The best has the most weight, then the most bytes, then is first
/// in byte order. A date's weight counts for every more precise date that begins with it (2023 for 2023-03).
class Choice {
 public:
  void add(std::string_view value, std::uint32_t weight) { weights_[value] += weight; }

  std::vector<std::string_view> values() const {
    std::vector<std::string_view> all;
    for (const auto& [value, weight] : weights_) all.push_back(value);
    return all;
  }

  /// Empty if there are no values.
  std::string_view best() const {
    std::string_view best;
    std::uint64_t most = 0;
    for (const auto& [value, own] : weights_) {
      std::uint64_t weight = own;
      for (const std::size_t length : {std::size_t{4}, std::size_t{7}}) {
        if (value.size() <= length || value[length] != '-' || value.find_first_not_of("0123456789-") != value.npos)
          continue;
        if (const auto less = weights_.find(value.substr(0, length)); less != weights_.end()) weight += less->second;
      }
      if (best.empty() || weight > most || (weight == most && value.size() > best.size())) {
        best = value;
        most = weight;
      }
    }
    return best;
  }

 private:
  std::map<std::string_view, std::uint64_t> weights_;
};

}  // namespace accord
