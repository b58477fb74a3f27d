#include "exporters/escape.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace accord {

namespace {

using Bytes = std::array<bool, 256>;

/// The ASCII bytes that a grammar treats. Controls are always among them; bytes from 0x80 up are checked apart.
constexpr Bytes treats(std::string_view specials) {
  Bytes bytes{};
  for (std::size_t b = 0; b != 0x20; ++b) bytes[b] = b != '\t' && b != '\n';
  for (std::size_t b = 0x80; b != 0x100; ++b) bytes[b] = true;
  for (const char c : specials) bytes[static_cast<unsigned char>(c)] = true;
  return bytes;
}

unsigned char byte(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

bool continues(std::string_view text, std::size_t i) { return i < text.size() && (byte(text, i) & 0xC0U) == 0x80U; }

/// Length of the well-formed UTF-8 sequence that starts at `i` with a byte from 0x80 up, or 0.
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const unsigned lead = byte(text, i);
  if (lead < 0xC2 || lead > 0xF4 || !continues(text, i + 1)) return 0;
  if (lead < 0xE0) return 2;
  const unsigned second = byte(text, i + 1);
  if (!continues(text, i + 2)) return 0;
  if (lead < 0xF0) {
    const bool overlong = lead == 0xE0 && second < 0xA0;
    const bool surrogate = lead == 0xED && second > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  const bool in_range = lead == 0xF0 ? second >= 0x90 : lead != 0xF4 || second <= 0x8F;
  return in_range && continues(text, i + 3) ? 4 : 0;
}

bool is_noncharacter(std::string_view sequence) { return sequence == "\xEF\xBF\xBE" || sequence == "\xEF\xBF\xBF"; }

/// True where three bytes make a character as nearly all of Chinese and its punctuation do: any that begins so is
/// legal, but for U+FFFE and U+FFFF.
bool is_common_triple(std::string_view text, std::size_t i) {
  if (text.size() - i < 3) return false;
  const unsigned lead = byte(text, i), second = byte(text, i + 1), third = byte(text, i + 2);
  return lead > 0xE0 && lead < 0xF0 && lead != 0xED && (second & 0xC0U) == 0x80U && (third & 0xC0U) == 0x80U &&
         !(lead == 0xEF && second == 0xBF);
}

/// From `i` to the first byte that must not be copied as it is: one that is treated, one that is not UTF-8, a
/// noncharacter.
std::size_t end_of_ordinary(std::string_view text, std::size_t i, const Bytes& treated) {
  const auto any_treated = [&](std::size_t at) {
    const auto is = [&](std::size_t k) { return static_cast<unsigned>(treated[byte(text, at + k)]); };
    return (is(0) | is(1) | is(2) | is(3) | is(4) | is(5) | is(6) | is(7)) != 0;
  };
  while (true) {
    while (i + 8 <= text.size() && !any_treated(i)) i += 8;
    while (i < text.size() && !treated[byte(text, i)]) ++i;
    if (i == text.size() || byte(text, i) < 0x80) return i;
    const std::size_t begin = i;
    while (is_common_triple(text, i)) i += 3;
    if (i != begin) continue;
    const std::size_t length = sequence_length(text, i);
    if (length == 0 || is_noncharacter(text.substr(i, length))) return i;
    i += length;
  }
}

/// Copies runs of ordinary bytes; `write_special(c, i)` writes the escape of the ASCII byte `c` at `i`.
template <class Special>
void escape(Output& out, std::string_view text, const Bytes& treated, Special&& write_special) {
  for (std::size_t i = 0;;) {
    const std::size_t end = end_of_ordinary(text, i, treated);
    out << text.substr(i, end - i);
    if (end == text.size()) return;
    const unsigned char b = byte(text, end);
    if (b >= 0x80) {
      const std::size_t length = sequence_length(text, end);
      if (length == 0) out << "\xEF\xBF\xBD";
      i = end + std::max<std::size_t>(1, length);
      continue;
    }
    i = end + 1;
    const bool line_break = b == '\r' && !(i < text.size() && text[i] == '\n');
    if (line_break) {
      if (treated['\n']) {
        write_special('\n', end);
      } else {
        out << '\n';
      }
    } else if (b >= 0x20 || b == '\t' || b == '\n') {
      write_special(static_cast<char>(b), end);
    }
  }
}

/// Escapes by a table that maps a byte to its replacement.
template <std::size_t N>
void escape_by(Output& out, std::string_view text, const Bytes& treated,
               const std::array<std::pair<char, std::string_view>, N>& table) {
  escape(out, text, treated, [&](char c, std::size_t) {
    for (const auto& [from, to] : table) {
      if (from == c) out << to;
    }
  });
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// True if a piece between two entities (or an entity and an end) is blank and not empty.
bool has_blank_piece(std::string_view text) {
  bool blank = false, found_entity = false, other = false;
  for (const char c : text) {
    if (c == '&' || c == '<') {
      if (blank && !other) return true;
      blank = other = false;
      found_entity = true;
    } else {
      (is_blank(c) ? blank : other) = true;
    }
  }
  return found_entity && blank && !other;
}

/// "]]>" ends a CDATA section wherever it stands, so it is split between two.
void write_cdata(Output& out, std::string_view text) {
  static constexpr Bytes treated = treats(">");
  out << "<![CDATA[";
  escape(out, text, treated, [&](char c, std::size_t i) {
    if (i >= 2 && text[i - 1] == ']' && text[i - 2] == ']') out << "]]><![CDATA[";
    out << c;
  });
  out << "]]>";
}

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// True if what follows an ampersand would be read as an HTML entity.
bool starts_entity(std::string_view rest) {
  std::size_t i = !rest.empty() && rest[0] == '#' ? 1 : 0;
  const std::size_t first = i;
  while (i < rest.size() && is_alphanumeric(rest[i])) ++i;
  return i > first && i < rest.size() && rest[i] == ';';
}

void write_percent(Output& out, char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(c);
  out << '%' << digits[value >> 4U] << digits[value & 15U];
}

void write_dot(Output& out, std::string_view text, bool drawn) {
  static constexpr Bytes treated = treats("\"\\\n&");
  // Graphviz' scanner takes no more than 16 KiB at once; a backslash at the end of a line joins two.
  constexpr std::size_t most = 8192;
  const std::string owner = text.size() > most ? clean_text(text) : std::string();
  if (text.size() > most) text = owner;
  out << '"';
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.size(), begin + most);
    while (continues(text, end)) --end;
    escape(out, text.substr(begin, end - begin), treated, [&](char c, std::size_t i) {
      if (c == '&') {
        out << (drawn && starts_entity(text.substr(begin + i + 1)) ? "&amp;" : "&");
      } else {
        out << (c == '"' ? "\\\"" : c == '\\' ? "\\\\" : "\\n");
      }
    });
    begin = end;
    if (begin < text.size()) out << "\\\n";
  }
  out << '"';
}

}  // namespace

std::string clean_text(std::string_view text) {
  static constexpr Bytes treated = treats("");
  if (end_of_ordinary(text, 0, treated) == text.size()) return std::string(text);
  std::string clean;
  StringSink sink(clean);
  Output out(sink);
  escape(out, text, treated, [](char, std::size_t) {});
  out.flush();
  return clean;
}

bool is_plain(std::string_view text) {
  static constexpr Bytes treated = treats("\t\n\"&'<>\\`");
  return end_of_ordinary(text, 0, treated) == text.size();
}

void write_xml_text(Output& out, std::string_view text) {
  static constexpr Bytes treated = treats("&<>");
  if (is_plain(text)) {
    out << text;
    return;
  }
  // A character that is left out may stand within "]]>": what counts is what will be written.
  const bool may_end_cdata = text.find(']') != text.npos && text.find('>') != text.npos;
  const std::string owner = may_end_cdata ? clean_text(text) : std::string();
  if (may_end_cdata) text = owner;
  const bool has_markup = text.find('&') != text.npos || text.find('<') != text.npos;
  if (has_markup && has_blank_piece(text)) return write_cdata(out, text);
  escape(out, text, treated, [&](char c, std::size_t i) {
    const bool ends_cdata = c == '>' && i >= 2 && text[i - 1] == ']' && text[i - 2] == ']';
    out << (c == '&' ? "&amp;" : c == '<' ? "&lt;" : ends_cdata ? "&gt;" : ">");
  });
}

void write_xml_attribute(Output& out, std::string_view text) {
  static constexpr Bytes treated = treats("&<\"\t\n");
  static constexpr std::array<std::pair<char, std::string_view>, 5> table{
      {{'&', "&amp;"}, {'<', "&lt;"}, {'"', "&quot;"}, {'\t', "&#9;"}, {'\n', "&#10;"}}};
  escape_by(out, text, treated, table);
}

void write_json_string(Output& out, std::string_view text) {
  static constexpr Bytes treated = treats("\"\\\t\n");
  static constexpr std::array<std::pair<char, std::string_view>, 4> table{
      {{'"', "\\\""}, {'\\', "\\\\"}, {'\t', "\\t"}, {'\n', "\\n"}}};
  out << '"';
  escape_by(out, text, treated, table);
  out << '"';
}

void write_dot_string(Output& out, std::string_view text) { write_dot(out, text, false); }
void write_dot_label(Output& out, std::string_view text) { write_dot(out, text, true); }

void write_string_literal_quote(Output& out, std::string_view text) {
  write_json_string(out, text);  // the same productions, for clean text
}

void write_iri(Output& out, std::string_view text) {
  static constexpr Bytes treated = treats(" \"<>\\^`{|}\t\n\x7F");
  escape(out, text, treated, [&](char c, std::size_t) { write_percent(out, c); });
}

std::string iri_text(std::string_view text) {
  std::string iri;
  StringSink sink(iri);
  Output out(sink);
  write_iri(out, text);
  out.flush();
  return iri;
}

void write_real(Output& out, double value) {
  char digits[32];
  const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, value);
  const std::string_view text(digits, static_cast<std::size_t>(end.ptr - digits));
  out << text << (text.find_first_of(".e") == text.npos ? ".0" : "");
}

void write_cypher_string(Output& out, std::string_view text) {
  static constexpr Bytes treated = treats("'\\\t\n");
  out << '\'';
  escape(out, text, treated, [&](char c, std::size_t i) {
    switch (c) {
      case '\'':
        out << "\\'";
        break;
      case '\t':
        out << "\\t";
        break;
      case '\n':
        out << "\\n";
        break;
      default:
        out << "\\\\";
        // Some versions replace \uXXXX before they read strings, and would take the second backslash for its own.
        if (i + 1 < text.size() && text[i + 1] == 'u') out << "' + '";
    }
  });
  out << '\'';
}

void write_cypher_name(Output& out, std::string_view text) {
  static constexpr Bytes treated = treats("`\\");
  out << '`';
  // A backslash cannot be written in a name without the risk of \uXXXX; names of relations hold none.
  escape(out, text, treated, [&](char c, std::size_t) { out << (c == '`' ? "``" : "_"); });
  out << '`';
}

void write_csv_field(Output& out, std::string_view text) {
  out << '"';
  write_csv_field_content(out, text);
  out << '"';
}

void write_csv_field_content(Output& out, std::string_view text) {
  static constexpr Bytes treated = treats("\"");
  escape(out, text, treated, [&](char, std::size_t) { out << "\"\""; });
}

void write_gephi_list_string(Output& out, std::string_view text) {
  static constexpr Bytes treated = treats("\"\\");
  out << '"';
  escape(out, text, treated, [&](char c, std::size_t) { out << '\\' << c; });
  out << '"';
}

void write_gephi_csv_field(Output& out, std::string_view text) {
  static constexpr Bytes treated = treats("\"\\");
  out << '"';
  escape(out, text, treated, [&](char c, std::size_t) { out << (c == '"' ? "\"\"" : "\\\\"); });
  out << '"';
}

void write_sql_name(Output& out, std::string_view text) {
  write_csv_field(out, text);  // the same quotes, doubled alike
}

void write_sql_string(Output& out, std::string_view text) {
  static constexpr Bytes treated = treats("'");
  out << '\'';
  escape(out, text, treated, [&](char, std::size_t) { out << "''"; });
  out << '\'';
}

}  // namespace accord
