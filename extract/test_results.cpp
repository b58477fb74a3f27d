#include "extract/test_results.hpp"

#include <algorithm>

namespace accord {

namespace {

bool is_capital(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE); }

}  // namespace

void TestResults::start(const Sentence& sentence) {
  clear();
  sentence_ = &sentence;
  if (const std::size_t width = sentence.tokens.size() / 64 + 1; width != width_) {
    width_ = width;
    by_class_.assign(ClassSet::capacity * width, 0);
    by_tag_.assign(tag_capacity * width, 0);
    by_kind_.assign(kind_capacity * width, 0);
    by_type_.assign(Schema::max_types * width, 0);
    results_.resize(tests_->size() * width);
  }
  token_serial_ = ++mention_serial_;
  for (std::uint32_t at = 0; at != sentence.tokens.size(); ++at) add(sentence.tokens[at], at);
  update();
}

/// Sets what the last sentence had back to zero.
void TestResults::clear() {
  const auto zero = [this](std::vector<std::uint64_t>& rows, std::size_t row) { std::fill_n(rows.begin() + static_cast<std::ptrdiff_t>(row * width_), width_, 0); };
  for_each_bit(classes_.bits(), [&](std::size_t id) { zero(by_class_, id); });
  for_each_bit(tag_bits_, [&](std::size_t tag) { zero(by_tag_, tag); });
  for_each_bit(std::array{std::uint64_t{kinds_}}, [&](std::size_t kind) { zero(by_kind_, kind); });
  for_each_bit(std::array{types_}, [&](std::size_t type) { zero(by_type_, type); });
  classes_ = {};
  tag_bits_ = {};
  kinds_ = 0;
  types_ = 0;
  mentions_ = 0;
  words_.clear();
}

void TestResults::add(const Token& token, std::uint32_t at) {
  for_each_bit(token.classes.bits(), [&](std::size_t id) { set(by_class_, id, at); });
  classes_.merge(token.classes);
  set(by_tag_, token.tag, at);
  tag_bits_[token.tag / 64] |= std::uint64_t{1} << (token.tag % 64);
  const auto kind = static_cast<unsigned>(token.kind);
  set(by_kind_, kind, at);
  kinds_ |= 1U << kind;
  if (token.entry != Token::no_entry && tests_->lists(token.entry)) words_.push_back({token.entry, at});
}

void TestResults::update() {
  if (mentions_ == sentence_->mentions.size()) return;
  for (; mentions_ != sentence_->mentions.size(); ++mentions_) {
    const Mention& mention = sentence_->mentions[mentions_];
    set(by_type_, mention.type, mention.begin);
    types_ |= TypeMask{1} << mention.type;
  }
  ++mention_serial_;
}

void TestResults::work_out(TestId id) {
  const TokenTest& test = (*tests_)[id];
  known_[id] = {mention_serial_, test.types != 0};
  std::uint64_t* const out = results_.data() + id * width_;
  std::fill_n(out, width_, 0);
  const auto join = [&](const std::vector<std::uint64_t>& rows, std::size_t row) {
    for (std::size_t i = 0; i != width_; ++i) out[i] |= rows[row * width_ + i];
  };
  const auto set_bit = [&](std::uint32_t token) { out[token / 64] |= std::uint64_t{1} << (token % 64); };
  ClassSet classes = test.classes;
  classes.intersect(classes_);
  for_each_bit(classes.bits(), [&](std::size_t row) { join(by_class_, row); });
  for (const Dictionary::Tag tag : test.tags) join(by_tag_, tag);
  for_each_bit(std::array{std::uint64_t{test.kinds & kinds_}}, [&](std::size_t kind) { join(by_kind_, kind); });
  for_each_bit(std::array{test.types & types_}, [&](std::size_t type) { join(by_type_, type); });
  if (!test.entries.empty()) {
    for (const Word& word : words_) {
      if (std::ranges::binary_search(test.entries, word.entry)) set_bit(word.token);
    }
  }
  const std::vector<Token>& tokens = sentence_->tokens;
  if (test.year || test.capital) {
    for (std::uint32_t at = 0; at != tokens.size(); ++at) {
      const Token& token = tokens[at];
      const bool year = test.year && token.kind == TokenKind::number && token.end - token.begin == 4;
      const bool capital = test.capital && token.kind == TokenKind::latin && is_capital(sentence_->block->written[token.begin]);
      if (year || capital) set_bit(at);
    }
  }
  if (!test.negated) return;
  for (std::size_t i = 0; i != width_; ++i) out[i] = ~out[i];
  // No bits behind the last token.
  out[width_ - 1] &= (std::uint64_t{1} << (tokens.size() % 64)) - 1;
}

std::uint32_t TestResults::find(TestId test, std::uint32_t begin, std::uint32_t end) {
  const std::uint64_t* const bits = row(test);
  for (std::uint32_t at = begin; at < end; at = (at / 64 + 1) * 64) {
    const std::uint64_t left = bits[at / 64] >> (at % 64);
    if (left != 0) return std::min(end, at + static_cast<std::uint32_t>(std::countr_zero(left)));
  }
  return end;
}

}  // namespace accord
