#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/layout.hpp"
#include "extract/schema.hpp"
#include "extract/tokenizer.hpp"

namespace accord {

using EntityRef = std::uint32_t;  ///< index into the entities of a document
constexpr EntityRef no_entity = 0xFFFFFFFF;

/// A named value of a mention: text, an entity, or both.
struct MentionAttribute {
  std::string name;
  std::string text;
  EntityRef entity = no_entity;
};

/// A list that is empty nearly always, and then takes no more than a pointer: a text may have millions of mentions.
template <class T>
class RareList {
 public:
  RareList() = default;
  RareList& operator=(std::vector<T> list) {
    list_ = list.empty() ? nullptr : std::make_unique<std::vector<T>>(std::move(list));
    return *this;
  }

  bool empty() const { return list_ == nullptr; }
  std::size_t size() const { return list().size(); }
  auto begin() const { return list().begin(); }
  auto end() const { return list().end(); }
  void push_back(T value) {
    if (list_ == nullptr) list_ = std::make_unique<std::vector<T>>();
    list_->push_back(std::move(value));
  }
  const std::vector<T>& list() const {
    static const std::vector<T> none;
    return list_ == nullptr ? none : *list_;
  }

 private:
  std::unique_ptr<std::vector<T>> list_;  ///< null if empty
};

/// Words that stand for an entity of some type.
struct Mention {
  TypeId type = 0;
  std::uint32_t begin = 0, end = 0;  ///< tokens of the sentence
  EntityRef entity = no_entity;
  std::string_view rule;             ///< what found it; the name stands in the pack
  RareList<MentionAttribute> attributes;
  RareList<EntityRef> members;       ///< of a mention that stands for several entities
};

/// Mentions of a sentence by the token at which they begin, longest first.
class MentionStarts {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  class Iterator {
   public:
    Iterator(const std::vector<std::uint32_t>& next, std::uint32_t at) : next_(&next), at_(at) {}
    std::uint32_t operator*() const { return at_; }
    Iterator& operator++() {
      at_ = (*next_)[at_];
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const std::vector<std::uint32_t>* next_;
    std::uint32_t at_;
  };
  struct Range {
    Iterator first, last;
    Iterator begin() const { return first; }
    Iterator end() const { return last; }
  };

  std::size_t size() const { return first_.size(); }
  void resize(std::size_t tokens) { first_.resize(tokens, none); }
  Range operator[](std::size_t token) const { return {{next_, first_[token]}, {next_, none}}; }
  /// Adds the last of `mentions`.
  void add(const std::vector<Mention>& mentions);
  void shrink_to_fit() { next_.shrink_to_fit(); }

 private:
  std::vector<std::uint32_t> first_;  ///< by token: the longest mention that begins there
  std::vector<std::uint32_t> next_;   ///< by mention: the next one of that token
};

/// A sentence under analysis: its tokens, and the mentions found so far.
struct Sentence {
  const Block* block = nullptr;
  Span span;  ///< characters of the block
  std::vector<Token> tokens;
  std::vector<Mention> mentions;
  MentionStarts starts;  ///< empty until the first mention is added
  TypeMask types = 0;    ///< of all mentions

  void add(Mention mention);
  /// Gives back memory that was kept for more mentions, if it is much.
  void finish();
  /// Becomes a sentence without tokens, whose mentions can no longer be looked up by them.
  void forget_words() {
    std::vector<Token>().swap(tokens);
    starts = MentionStarts();
  }
  /// Characters of the block that a range of tokens covers.
  Span characters(std::uint32_t begin, std::uint32_t end) const {
    return {tokens[begin].begin, tokens[end - 1].end};
  }
  /// What is written there.
  std::string text(std::uint32_t begin, std::uint32_t end) const;
};

}  // namespace accord
