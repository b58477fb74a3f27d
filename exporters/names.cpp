#include "exporters/names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>

#include "exporters/escape.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

using Label = std::pair<std::string_view, std::string_view>;

constexpr std::array relation_labels{Label{"attends", "出席"},        Label{"chairs", "主持"},
                                     Label{"cooperatesWith", "合作"}, Label{"covers", "涵蓋"},
                                     Label{"discusses", "討論"},      Label{"editionOf", "屬系列"},
                                     Label{"establishes", "成立"},    Label{"heldIn", "舉行於"},
                                     Label{"holdsPosition", "擔任"},  Label{"leadsDelegationOf", "率團"},
                                     Label{"locatedIn", "位於"},      Label{"meetsWith", "會面"},
                                     Label{"partOf", "隸屬"},         Label{"represents", "代表"},
                                     Label{"signed", "簽署"},         Label{"signedAt", "簽署於"},
                                     Label{"visits", "訪問"},         Label{"witnessed", "見證"},
                                     Label{"worksFor", "任職於"}};

constexpr std::array type_labels{Label{"Agreement", "協議"},
                                 Label{"Document", "文件"},
                                 Label{"Facility", "設施"},
                                 Label{"Meeting", "會議"},
                                 Label{"MeetingSeries", "會議系列"},
                                 Label{"Organization", "機構"},
                                 Label{"Person", "人物"},
                                 Label{"Place", "地方"},
                                 Label{"Position", "職位"},
                                 Label{"Programme", "計劃"},
                                 Label{"Sector", "領域"}};

std::string_view find_label(std::span<const Label> labels, std::string_view name) {
  for (const auto& [key, label] : labels) {
    if (key == name) return label;
  }
  return name;
}

/// Light tones that stay apart for most colour-blind readers; one for each built-in type, then spare ones.
constexpr std::array palette{Colour{0xF7, 0xB6, 0xA1},  // Agreement
                             Colour{0xE3, 0xD5, 0xB8},  // Document
                             Colour{0xC9, 0xD6, 0xDF},  // Facility
                             Colour{0xFF, 0xD9, 0x66},  // Meeting
                             Colour{0xFF, 0xEE, 0xB3},  // MeetingSeries
                             Colour{0x9F, 0xD3, 0xF5},  // Organization
                             Colour{0xB5, 0xE3, 0xA1},  // Person
                             Colour{0xD9, 0xC3, 0xEC},  // Place
                             Colour{0xDF, 0xF2, 0xD8},  // Position
                             Colour{0xF9, 0xC6, 0xDD},  // Programme
                             Colour{0xA8, 0xE0, 0xD8},  // Sector
                             Colour{0xD8, 0xE0, 0x8A}, Colour{0xE8, 0xC0, 0xB0}, Colour{0xC0, 0xC8, 0xF5}};

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

/// Letters and digits that XML names, SQL and IRIs of all editions take alike.
bool is_name_character(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  const bool latin = c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7;
  const bool kana = (c >= 0x3041 && c <= 0x3094) || (c >= 0x30A1 && c <= 0x30FA);
  const bool han = c >= 0x4E00 && c <= 0x9FA5;
  const bool hangul = c >= 0xAC00 && c <= 0xD7A3;
  return latin || kana || han || hangul;
}

std::string hex_digits(std::uint64_t value, int count) {
  std::string digits;
  for (int shift = 4 * (count - 1); shift >= 0; shift -= 4) digits += "0123456789abcdef"[(value >> shift) & 15U];
  return digits;
}

}  // namespace

std::string machine_name(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (!name.empty() && std::ranges::all_of(name, is_letter)) return std::string(name);
  std::string made;
  for (const char32_t c : to_utf32(clean_text(name))) append_utf8(made, is_name_character(c) ? c : U'_');
  if (made.empty() || (made[0] >= '0' && made[0] <= '9')) made.insert(made.begin(), '_');
  return made;
}

std::vector<std::string> labels_of(const EntityView& entity) {
  std::vector<std::string> labels{"Entity", machine_name(entity.type)};
  if (!entity.subtype.empty()) labels.push_back(machine_name(entity.subtype));
  return labels;
}

std::string_view relation_label(std::string_view predicate) { return find_label(relation_labels, predicate); }
std::string_view type_label(std::string_view type) { return find_label(type_labels, type); }

std::string kind_of_edge(std::string_view predicate, std::uint64_t parallel) {
  std::string kind(predicate);
  return parallel < 2 ? kind : kind + " #" + std::to_string(parallel);
}

Colour type_colour(std::string_view type) {
  for (std::size_t i = 0; i != type_labels.size(); ++i) {
    if (type_labels[i].first == type) return palette[i];
  }
  return palette[fnv1a(type) % palette.size()];
}

std::string hex(Colour colour) {
  return '#' + hex_digits(colour.red, 2) + hex_digits(colour.green, 2) + hex_digits(colour.blue, 2);
}

std::string content_hash(std::string_view text) { return hex_digits(fnv1a(text), 16); }

}  // namespace accord
