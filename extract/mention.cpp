#include "extract/mention.hpp"

#include "extract/unicode.hpp"

namespace accord {

void MentionStarts::add(const std::vector<Mention>& mentions) {
  const Mention& mention = mentions.back();
  std::uint32_t* link = &first_[mention.begin];
  next_.resize(mentions.size(), none);
  while (*link != none && mentions[*link].end > mention.end) link = &next_[*link];
  const auto index = static_cast<std::uint32_t>(mentions.size() - 1);
  next_[index] = *link;
  *link = index;
}

void Sentence::add(Mention mention) {
  starts.resize(tokens.size() + 1);
  types |= TypeMask{1} << mention.type;
  mentions.push_back(std::move(mention));
  starts.add(mentions);
}

void Sentence::finish() {
  constexpr std::size_t much = 32;
  if (mentions.capacity() - mentions.size() < much) return;
  mentions.shrink_to_fit();
  starts.shrink_to_fit();
}

std::string Sentence::text(std::uint32_t begin, std::uint32_t end) const {
  const Span where = characters(begin, end);
  return to_utf8(std::u32string_view(block->written).substr(where.begin, where.length()));
}

}  // namespace accord
