#include "extract/dictionary.hpp"

#include <cstddef>
#include <cstring>

#include "extract/error.hpp"

// The table stands in the program's constant data, so that starting costs nothing.
asm(R"(
.section .rodata
.balign 16
.global accord_dictionary_begin
.global accord_dictionary_end
accord_dictionary_begin:
.incbin ")" ACCORD_DICTIONARY_FILE R"("
accord_dictionary_end:
.byte 0
.previous
)");

extern "C" {
extern const std::byte accord_dictionary_begin[];
extern const std::byte accord_dictionary_end[];
}

namespace accord {

namespace {

constexpr char32_t first_name_character = 0x4E00;
constexpr std::size_t tag_width = 8;

}  // namespace

Dictionary::Dictionary(std::span<const std::byte> bytes) {
  // Header: magic, number of slots, tags, name characters, characters of the alphabet, 0; then the four tables.
  std::uint32_t header[6];
  if (bytes.size() < sizeof header) throw Error("dictionary is cut short");
  std::memcpy(header, bytes.data(), sizeof header);
  const auto [magic, slots, tags, names, characters, reserved] = header;
  const std::size_t size = sizeof header + slots * sizeof(PackedTrie::Slot) + names * 4ULL + characters * 4ULL + tags * tag_width;
  if (magic != 0x64636344 || reserved != 0 || bytes.size() != size) throw Error("dictionary has another layout");
  const std::byte* at = bytes.data() + sizeof header;
  const auto* slot_table = reinterpret_cast<const PackedTrie::Slot*>(at);
  const auto* name_table = reinterpret_cast<const std::uint32_t*>(slot_table + slots);
  const auto* character_table = name_table + names;
  words_ = PackedTrie({slot_table, slots});
  for (std::uint32_t i = 0; i != characters; ++i) alphabet_.add(static_cast<char32_t>(character_table[i]));
  names_ = {name_table, names};
  tags_ = reinterpret_cast<const char*>(character_table + characters);
  tag_count_ = tags;
}

const Dictionary& Dictionary::built_in() {
  static const Dictionary dictionary(
      {accord_dictionary_begin, static_cast<std::size_t>(accord_dictionary_end - accord_dictionary_begin)});
  return dictionary;
}

std::uint32_t Dictionary::find(std::u32string_view word) const {
  PackedTrie::Node node = words_.root();
  for (const char32_t c : word) {
    node = words_.step(node, alphabet_.code(c));
    if (!node) return 0;
  }
  return node.value();
}

std::string_view Dictionary::tag_name(Tag tag) const {
  if (tag >= tag_count_) return {};
  const char* name = tags_ + tag * tag_width;
  return {name, strnlen(name, tag_width)};
}

Dictionary::Tag Dictionary::tag_named(std::string_view name) const {
  for (std::size_t tag = 1; tag < tag_count_; ++tag) {
    if (tag_name(static_cast<Tag>(tag)) == name) return static_cast<Tag>(tag);
  }
  return 0;
}

Dictionary::NameCost Dictionary::name_cost(char32_t c) const {
  if (c < first_name_character || c - first_name_character >= names_.size()) return {};
  const std::uint32_t packed = names_[c - first_name_character];
  return {static_cast<std::uint8_t>(packed), static_cast<std::uint8_t>(packed >> 8),
          static_cast<std::uint8_t>(packed >> 16)};
}

}  // namespace accord
