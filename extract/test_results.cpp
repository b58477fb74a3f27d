#include "extract/test_results.hpp"

#include <algorithm>

#include "extract/work.hpp"

namespace accord {

namespace {

bool is_capital(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE); }

}  // namespace

void TestResults::start(const Sentence& sentence) {
  clear();
  sentence_ = &sentence;
  if (const std::size_t width = sentence.tokens.size() / 64 + 1; width != width_) {
    width_ = width;
    rows_.assign(tests_->rows() * width, 0);
  }
  token_serial_ = ++mention_serial_;
  for (std::uint32_t at = 0; at != sentence.tokens.size(); ++at) {
    const Token& token = sentence.tokens[at];
    const auto kind = static_cast<unsigned>(token.kind);
    for_each_bit(token.classes.bits(), [&](std::size_t id) { set(TestTable::class_row(id), at); });
    set(TestTable::tag_row(token.tag), at);
    set(TestTable::kind_row(kind), at);
    classes_.merge(token.classes);
    tag_bits_[token.tag / 64] |= std::uint64_t{1} << (token.tag % 64);
    kinds_ |= 1U << kind;
    const Row word = token.entry == Token::no_entry ? TestTable::no_row : tests_->word_row(token.entry);
    if (word == TestTable::no_row) continue;
    set(word, at);
    word_bits_ |= TestTable::word_bit(word);
    words_.push_back({token.entry, word});
  }
  update();
}

/// Sets what the last sentence had back to zero.
void TestResults::clear() {
  for_each_bit(classes_.bits(), [&](std::size_t id) { zero(TestTable::class_row(id)); });
  for_each_bit(tag_bits_, [&](std::size_t tag) { zero(TestTable::tag_row(tag)); });
  for_each_bit(std::array{std::uint64_t{kinds_}}, [&](std::size_t kind) { zero(TestTable::kind_row(kind)); });
  for_each_bit(std::array{types_}, [&](std::size_t type) { zero(TestTable::type_row(type)); });
  for (const Word& word : words_) zero(word.row);
  classes_ = {};
  tag_bits_ = {};
  kinds_ = 0;
  types_ = 0;
  mentions_ = 0;
  words_.clear();
  word_bits_ = 0;
}

void TestResults::update() {
  if (mentions_ == sentence_->mentions.size()) return;
  for (; mentions_ != sentence_->mentions.size(); ++mentions_) {
    const Mention& mention = sentence_->mentions[mentions_];
    set(TestTable::type_row(mention.type), mention.begin);
    types_ |= TypeMask{1} << mention.type;
  }
  ++mention_serial_;
}

void TestResults::work_out(TestId id) {
  const TokenTest& test = (*tests_)[id];
  const TestTable::Source& source = tests_->source(id);
  const Row out = source.row;
  worked_out_[id] = mention_serial_;
  steps_taken += width_;
  zero(out);
  ClassSet classes = test.classes;
  classes.intersect(classes_);
  for_each_bit(classes.bits(), [&](std::size_t row) { join(TestTable::class_row(row), out); });
  for (const Dictionary::Tag tag : test.tags) join(TestTable::tag_row(tag), out);
  for_each_bit(std::array{std::uint64_t{test.kinds & kinds_}}, [&](std::size_t kind) { join(TestTable::kind_row(kind), out); });
  for_each_bit(std::array{test.types & types_}, [&](std::size_t type) { join(TestTable::type_row(type), out); });
  if ((source.words & word_bits_) != 0) {
    for (const Word& word : words_) {
      const bool likely = (source.words & TestTable::word_bit(word.row)) != 0;
      if (likely && std::ranges::binary_search(test.entries, word.entry)) join(word.row, out);
    }
  }
  const std::vector<Token>& tokens = sentence_->tokens;
  if (test.year || test.capital) {
    for (std::uint32_t at = 0; at != tokens.size(); ++at) {
      const Token& token = tokens[at];
      const bool year = test.year && token.kind == TokenKind::number && token.end - token.begin == 4;
      const bool capital = test.capital && token.kind == TokenKind::latin && is_capital(sentence_->block->written[token.begin]);
      if (year || capital) set(out, at);
    }
  }
  if (!test.negated) return;
  std::uint64_t* const bits = rows_.data() + out * width_;
  for (std::size_t i = 0; i != width_; ++i) bits[i] = ~bits[i];
  // No bits behind the last token.
  bits[width_ - 1] &= (std::uint64_t{1} << (tokens.size() % 64)) - 1;
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
