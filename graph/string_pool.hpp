#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace accord {

/// 64-bit content hash, the same on every machine.
std::uint64_t content_hash(std::string_view bytes, std::uint64_t seed = 0);

/// Asks for memory that will be read shortly, so that it is at hand then.
inline void fetch_memory(const void* place, std::size_t size = 1) {
  constexpr std::size_t line_size = 64;  ///< bytes that memory gives at once, on most machines
  const auto* bytes = static_cast<const char*>(place);
  for (std::size_t at = 0; at < size; at += line_size) __builtin_prefetch(bytes + at);
}
inline void fetch_text(std::string_view text) { fetch_memory(text.data(), text.size()); }

/// Owns bytes that never move: views of them stay valid when the arena is moved or grows.
class StringArena {
 public:
  std::string_view copy(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> chunks_;
  std::size_t used_ = 0, size_ = 0;  ///< of the last chunk
};

/// Open-addressing table of 32-bit positions in somebody else's vector; 8 bytes a slot.
class IndexTable {
 public:
  /// The position with this hash for which `equal(position)` holds; adds `next` if there is none.
  template <class Equal>
  std::pair<std::uint32_t, bool> find_or_add(std::uint64_t hash, std::uint32_t next, Equal equal) {
    if (used_ * 3 >= slots_.size() * 2) grow();
    const std::size_t at = probe(hash, equal);
    if (slots_[at].index != empty) return {slots_[at].index, false};
    slots_[at] = {tag(hash), next};
    ++used_;
    return {next, true};
  }

  /// The position, or `none`.
  template <class Equal>
  std::uint32_t find(std::uint64_t hash, Equal equal) const {
    return slots_.empty() ? none : slots_[probe(hash, equal)].index;
  }

  /// A position that find() may well give, or `none`; costs one look.
  std::uint32_t guess(std::uint64_t hash) const {
    if (slots_.empty()) return none;
    const Slot slot = slots_[tag(hash) & (slots_.size() - 1)];
    return slot.tag == tag(hash) ? slot.index : none;
  }
  /// Asks for what guess() and find() will look at.
  void fetch(std::uint64_t hash) const {
    if (!slots_.empty()) fetch_memory(&slots_[tag(hash) & (slots_.size() - 1)]);
  }

  static constexpr std::uint32_t none = UINT32_MAX;

 private:
  static constexpr std::uint32_t empty = none;
  struct Slot {
    std::uint32_t tag = 0, index = empty;
  };

  static std::uint32_t tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash ^ (hash >> 32)); }

  template <class Equal>
  std::size_t probe(std::uint64_t hash, Equal equal) const {
    const std::size_t mask = slots_.size() - 1;
    const std::uint32_t wanted = tag(hash);
    std::size_t at = wanted & mask;
    while (slots_[at].index != empty && !(slots_[at].tag == wanted && equal(slots_[at].index))) at = (at + 1) & mask;
    return at;
  }

  void grow();

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

/// Keeps each text once and numbers it from 0.
class StringPool {
 public:
  explicit StringPool(StringArena& arena) : arena_(&arena) {}

  std::uint32_t intern(std::string_view text);
  /// The number of a text that was interned, or IndexTable::none.
  std::uint32_t find(std::string_view text) const;
  std::string_view text(std::uint32_t number) const { return texts_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

  /// For every number its place in the order of the texts' bytes.
  std::vector<std::uint32_t> ranks() const;

 private:
  StringArena* arena_;
  std::vector<std::string_view> texts_;
  IndexTable table_;
};

}  // namespace accord
