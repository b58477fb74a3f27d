#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace accord {

/// What a site's robots.txt lets us read (RFC 9309).
class Robots {
 public:
  /// Without rules: everything is allowed.
  Robots() = default;
  /// The rules for `agent`, or those for all if it is not named. Nothing in the file is an error.
  static Robots parse(std::string_view text, std::string_view agent);

  /// True if the path, with its query, may be read: the longest rule that fits decides, and Allow wins a tie.
  bool allows(std::string_view path) const;
  /// The pause between two requests that the site asks for; 0 if none, at most a minute.
  std::chrono::milliseconds delay() const { return delay_; }

 private:
  struct Rule {
    std::string pattern;
    bool allow;
  };
  std::vector<Rule> rules_;
  std::chrono::milliseconds delay_{0};
};

}  // namespace accord
