#include "extract/mention.hpp"

#include <algorithm>

#include "extract/unicode.hpp"

namespace accord {

void Sentence::add(Mention mention) {
  starts.resize(tokens.size() + 1);
  const auto index = static_cast<std::uint32_t>(mentions.size());
  auto& here = starts[mention.begin];
  const auto longer = [&](std::uint32_t other) { return mentions[other].end > mention.end; };
  here.insert(std::ranges::find_if_not(here, longer), index);
  mentions.push_back(std::move(mention));
}

std::string Sentence::text(std::uint32_t begin, std::uint32_t end) const {
  const Span where = characters(begin, end);
  return to_utf8(std::u32string_view(block->written).substr(where.begin, where.length()));
}

}  // namespace accord
