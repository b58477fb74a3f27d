#include "extract/lexicon.hpp"

#include <algorithm>
#include <charconv>

#include "extract/unicode.hpp"

namespace accord {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::uint32_t Lexicon::add_word(std::u32string_view folded) {
  std::uint32_t& value = trie_.insert(folded);
  if (value == 0) {
    entries_.emplace_back();
    excluded_.emplace_back();
    has_names_.push_back(0);
    value = static_cast<std::uint32_t>(entries_.size());
  }
  return value - 1;
}

std::optional<ClassId> Lexicon::find_class(std::string_view name) const {
  const auto it = std::ranges::find(class_names_, name);
  if (it == class_names_.end()) return std::nullopt;
  return static_cast<ClassId>(it - class_names_.begin());
}

ClassId Lexicon::make_class(const Cursor& at, std::string_view name) {
  if (name.empty()) at.fail("expected the name of a word class after '@'");
  if (const auto known = find_class(name)) return *known;
  if (class_names_.size() == ClassSet::capacity) at.fail("a pack can have 192 word classes at most");
  class_names_.emplace_back(name);
  return static_cast<ClassId>(class_names_.size() - 1);
}

ClassId Lexicon::add_suffix(const Cursor& at, std::u32string_view folded) {
  const std::string name = '*' + to_utf8(folded);
  if (const auto known = find_class(name)) return *known;
  const ClassId id = make_class(at, name);
  ClassSet classes;
  classes.add(id);
  by_suffix_[folded.back()].emplace_back(folded, classes);
  return id;
}

void Lexicon::read_words(const PackFile& file, const Dictionary& dictionary) {
  by_tag_.resize(dictionary.tag_count());
  std::optional<ClassId> current;
  for_each_line(file, [&](Cursor line, std::size_t indent) {
    if (indent == 0) {
      if (!line.take("@")) line.fail("expected '@class = words', or an indented line that goes on with one");
      current = make_class(line, line.name());
      line.skip_space();
      if (!line.take("=")) line.fail("expected '='");
    } else if (!current) {
      line.fail("an indented line must follow '@class = …'");
    }
    for (line.skip_space(); !line.at_end(); line.skip_space()) read_word(line, *current, dictionary);
  });
}

void Lexicon::read_word(Cursor& line, ClassId id, const Dictionary& dictionary) {
  const Cursor start = line;
  if (line.take("<")) {
    const std::string_view tag_name = line.word(">:");
    const Dictionary::Tag tag = dictionary.tag_named(tag_name);
    if (tag == 0) start.fail("the dictionary has no part of speech '" + std::string(tag_name) + "'");
    std::size_t least = 1;
    if (line.take(":")) {
      const std::string_view digits = line.word(">");
      const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), least);
      if (failed != std::errc() || end != digits.data() + digits.size()) start.fail("expected <tag:LENGTH>");
    }
    if (!line.take(">")) start.fail("expected '>'");
    by_tag_[tag][least > 1 ? 1 : 0].add(id);
    if (least <= 1) by_tag_[tag][1].add(id);
    return;
  }
  if (line.take("@")) {
    const auto other = find_class(line.name());
    if (!other) start.fail("unknown word class; define it before this line");
    for (Entry& entry : entries_) {
      if (entry.classes.has(*other)) entry.classes.add(id);
    }
    for (auto& sets : by_tag_) {
      for (ClassSet& set : sets) {
        if (set.has(*other)) set.add(id);
      }
    }
    return;
  }
  if (line.take("*")) {
    const std::u32string suffix = fold_text(line.word());
    if (suffix.empty()) start.fail("expected a word's end after '*'");
    ClassSet classes;
    classes.add(id);
    by_suffix_[suffix.back()].emplace_back(suffix, classes);
    return;
  }
  const bool out = line.take("-");
  if (out && line.take("@")) {
    const auto other = find_class(line.name());
    if (!other) start.fail("unknown word class; define it before this line");
    for (std::size_t entry = 0; entry != entries_.size(); ++entry) {
      if (!entries_[entry].classes.has(*other)) continue;
      excluded_[entry].add(id);
      entries_[entry].classes.remove(id);
    }
    return;
  }
  std::string written(line.word());
  std::replace(written.begin(), written.end(), '_', ' ');  // words of several parts are written with '_'
  const std::u32string word = fold_text(written);
  if (word.empty()) start.fail("expected a word");
  const std::uint32_t entry = add_word(word);
  if (out) {
    excluded_[entry].add(id);
    entries_[entry].classes.remove(id);
  } else {
    entries_[entry].classes.add(id);
  }
}

void Lexicon::read_gazetteer(const PackFile& file, const Schema& schema) {
  std::vector<std::string> columns;
  for_each_line(file, [&](Cursor line, std::size_t) {
    const Cursor start = line;
    const std::string_view text = line.rest();
    const std::vector<std::string_view> cells = split(text, '\t');
    if (columns.empty()) {
      columns.assign(cells.begin(), cells.end());
      for (const char* needed : {"type", "name"}) {
        if (std::ranges::find(columns, needed) == columns.end()) {
          start.fail(std::string("the header needs a column '") + needed + "'");
        }
      }
      return;
    }
    if (cells.size() > columns.size()) {
      start.fail("expected " + std::to_string(columns.size()) + " columns, found " + std::to_string(cells.size()));
    }
    GazetteerEntry entry;
    std::string subtype, bound;
    std::optional<ClassId> word_class;
    for (std::size_t i = 0; i != cells.size(); ++i) {
      const std::string_view cell = trimmed(cells[i]);
      if (cell.empty()) continue;
      if (columns[i] == "type") {
        const auto type = schema.find_type(cell);
        if (!type) start.fail("unknown type '" + std::string(cell) + "'");
        entry.type = *type;
      } else if (columns[i] == "subtype") {
        subtype = cell;
      } else if (columns[i] == "name") {
        entry.name = cell;
      } else if (columns[i] == "bound") {
        bound = cell;
      } else if (columns[i] == "class") {
        word_class = make_class(start, cell);
      } else if (columns[i] == "aliases" || columns[i] == "en" || columns[i] == "zh-Hans") {
        for (const std::string_view alias : split(cell, '|')) {
          if (!trimmed(alias).empty()) entry.aliases.emplace_back(trimmed(alias));
        }
      } else {
        set_attribute(entry.attributes, columns[i], std::string(cell));
      }
    }
    if (entry.name.empty()) start.fail("a row needs a name");
    if (!subtype.empty()) {
      const auto type = schema.find_type(subtype);
      if (!type || schema.top(*type) != entry.type) start.fail("'" + subtype + "' is no subtype of its type");
      entry.type = *type;
    }
    std::optional<ClassId> bound_class;
    if (!bound.empty()) bound_class = make_class(start, bound);
    const auto index = static_cast<std::uint32_t>(gazetteer_.size());
    entry.key = fold_name(entry.name);
    gazetteer_.push_back(entry);
    if (!bound_class) add_surface(start, entry.name, index, bound_class);
    for (const std::string& alias : entry.aliases) add_surface(start, alias, index, bound_class);
    if (word_class) {
      entries_[add_word(fold_text(entry.name))].classes.add(*word_class);
      for (const std::string& alias : entry.aliases) entries_[add_word(fold_text(alias))].classes.add(*word_class);
    }
  });
}

void Lexicon::add_surface(const Cursor& at, std::string_view surface, std::uint32_t name, std::optional<ClassId> bound) {
  const std::u32string folded = fold_text(surface);
  const std::uint32_t index = add_word(folded);
  Entry& entry = entries_[index];
  if (bound) {
    entry.classes.add(*bound);
    entry.bound.push_back(name);
    return;
  }
  for (const std::uint32_t other : entry.names) {
    if (other == name) return;
    // One surface form for two entities of one type would make the reading a matter of luck.
    if (gazetteer_[other].type == gazetteer_[name].type) {
      at.fail("'" + std::string(surface) + "' already stands for " + gazetteer_[other].name);
    }
  }
  entry.names.push_back(name);
  has_names_[index] = 1;
}

ClassSet Lexicon::classes_by_suffix(std::u32string_view word) const {
  ClassSet classes;
  if (word.size() < 2) return classes;
  if (const auto it = by_suffix_.find(word.back()); it != by_suffix_.end()) {
    for (const auto& [suffix, set] : it->second) {
      if (word.size() > suffix.size() && word.ends_with(suffix)) classes.merge(set);
    }
  }
  return classes;
}

bool Lexicon::is_open(ClassId id) const {
  return std::ranges::any_of(by_tag_, [&](const auto& sets) { return sets[0].has(id) || sets[1].has(id); });
}

ClassSet Lexicon::classes_by_tag(Dictionary::Tag tag, std::size_t length) const {
  return tag < by_tag_.size() ? by_tag_[tag][length >= 2 ? 1 : 0] : ClassSet{};
}

}  // namespace accord
