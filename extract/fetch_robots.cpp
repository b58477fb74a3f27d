#include "extract/fetch_robots.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace accord {

namespace {

constexpr std::size_t largest = std::size_t{500} << 10;  // as RFC 9309 asks readers to take at least

std::string_view trim(std::string_view text) {
  constexpr std::string_view blank = " \t\r";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

/// `*` is any run of characters, `$` at the end the end of the path. Takes time in path times pattern at most.
bool fits(std::string_view pattern, std::string_view path) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  std::size_t at = 0, star = pattern.npos, after_star = 0, p = 0;
  for (;;) {
    if (p == pattern.size() && (!to_end || at == path.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      after_star = at;
    } else if (p < pattern.size() && at < path.size() && pattern[p] == path[at]) {
      ++p;
      ++at;
    } else if (star != pattern.npos && after_star < path.size()) {
      p = star + 1;
      at = ++after_star;
    } else {
      return false;
    }
  }
}

/// One line "name: value", without comment; the name lower case.
std::pair<std::string, std::string_view> split(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return {};
  return {lower(trim(line.substr(0, colon))), trim(line.substr(colon + 1))};
}

}  // namespace

Robots Robots::parse(std::string_view text, std::string_view agent) {
  text = text.substr(0, largest);
  const std::string own = lower(agent);
  Robots ours, all;
  bool found = false, in_rules = false, for_us = false, for_all = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto [name, value] = split(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
    if (name == "user-agent") {
      if (in_rules) for_us = for_all = in_rules = false;  // a new group begins
      for_all |= value == "*";
      for_us |= lower(value) == own;
      found |= for_us;
      continue;
    }
    in_rules |= name == "allow" || name == "disallow" || name == "crawl-delay";
    for (Robots* group : {for_us ? &ours : nullptr, for_all ? &all : nullptr}) {
      if (group == nullptr) continue;
      if ((name == "allow" || name == "disallow") && !value.empty()) {
        group->rules_.push_back({std::string(value), name == "allow"});
      }
      double seconds = 0;
      if (name == "crawl-delay" &&
          std::from_chars(value.data(), value.data() + value.size(), seconds).ec == std::errc()) {
        group->delay_ = std::chrono::milliseconds(static_cast<int>(std::clamp(seconds, 0.0, 60.0) * 1000));
      }
    }
  }
  return found ? ours : all;
}

bool Robots::allows(std::string_view path) const {
  const Rule* best = nullptr;
  for (const Rule& rule : rules_) {
    if (!fits(rule.pattern, path)) continue;
    const bool longer = best == nullptr || rule.pattern.size() > best->pattern.size();
    if (longer || (rule.pattern.size() == best->pattern.size() && rule.allow)) best = &rule;
  }
  return best == nullptr || best->allow;
}

}  // namespace accord
