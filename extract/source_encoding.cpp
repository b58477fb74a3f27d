#include "extract/source_encoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "extract/document.hpp"
#include "extract/error.hpp"
#include "extract/source.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr int least_confidence = 30;
constexpr std::size_t sample_size = std::size_t{64} << 10;  // bytes that the statistics look at
constexpr std::size_t largest = std::size_t{512} << 20;     // ICU counts in 32 bits

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

/// What people mean by a name: the larger set that grew out of it, as browsers read it.
std::string meant(const std::string& name) {
  struct Alias {
    const char *name, *meant;
  };
  constexpr Alias aliases[] = {{"big5", "Big5-HKSCS"},     {"gb2312", "GB18030"},        {"gbk", "GB18030"},
                               {"gb_2312", "GB18030"},     {"x-gbk", "GB18030"},         {"iso-8859-1", "windows-1252"},
                               {"latin1", "windows-1252"}, {"us-ascii", "windows-1252"}, {"ascii", "windows-1252"},
                               {"utf8", "UTF-8"}};
  const std::string key = lower(name);
  const auto known = std::ranges::find_if(aliases, [&](const Alias& alias) { return key == alias.name; });
  return known == std::end(aliases) ? name : known->meant;
}

/// Opens a converter that stops at the first bytes it cannot read.
Converter open(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status));
  if (U_SUCCESS(status)) {
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  }
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

/// Everything up to the first bytes that the converter cannot read; `whole` tells whether there were none.
std::string convert(UConverter* converter, std::string_view bytes, bool& whole) {
  std::string text;
  std::array<UChar, 8192> buffer{};
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  for (;;) {
    UErrorCode status = U_ZERO_ERROR;
    UChar* to = buffer.data();
    ucnv_toUnicode(converter, &to, buffer.data() + buffer.size(), &from, end, nullptr, 1, &status);
    const auto length = static_cast<std::int32_t>(to - buffer.data());
    icu::UnicodeString(false, buffer.data(), length).toUTF8String(text);
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    whole = U_SUCCESS(status);
    return text;
  }
}

/// The encoding that a byte order mark names.
std::optional<std::string> marked(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) return "UTF-8";
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return "UTF-32";
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) return "UTF-16";
  return std::nullopt;
}

/// True if more characters above ASCII stand as UTF-8 writes them than do not.
bool is_mostly_utf8(std::string_view bytes) {
  std::size_t good = 0, bad = 0;
  while (!bytes.empty()) {
    const auto at = find_invalid_utf8(bytes);
    const std::string_view valid = bytes.substr(0, at.value_or(bytes.size()));
    good += static_cast<std::size_t>(
        std::ranges::count_if(valid, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0xC0U; }));
    if (!at) break;
    ++bad;
    bytes.remove_prefix(*at + 1);
  }
  return good > bad;
}

struct Guess {
  std::string encoding;
  int confidence = 0;
};

/// The likeliest encodings, best first.
std::vector<Guess> guesses(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  const std::string_view sample = bytes.substr(0, sample_size);
  std::vector<Guess> found;
  if (U_FAILURE(status)) return found;
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  for (std::int32_t i = 0; U_SUCCESS(status) && i != count; ++i) {
    const char* name = ucsdet_getName(matches[i], &status);
    const int confidence = ucsdet_getConfidence(matches[i], &status);
    if (U_SUCCESS(status)) found.push_back({meant(name), confidence});
  }
  return found;
}

Decoded decode_as(std::string_view bytes, const std::string& encoding, const std::string& name) {
  const Converter converter = open(meant(encoding));
  if (!converter) throw Error(TextPosition{name, 0, 0}, "unknown encoding \"" + encoding + "\"");
  Decoded made;
  made.encoding = meant(encoding);
  bool whole = false;
  made.text = convert(converter.get(), bytes, whole);
  if (whole) return made;
  const Document before(name, std::move(made.text));
  throw Error(before.position(before.length()), "text is not valid " + made.encoding);
}

}  // namespace

bool is_known_encoding(const std::string& name) { return !name.empty() && open(meant(name)) != nullptr; }

bool has_wide_mark(std::string_view bytes) {
  const auto mark = marked(bytes);
  return mark && *mark != "UTF-8";
}

Decoded decode(std::string bytes, const std::string& encoding, const std::string& name) {
  if (encoding.empty() ? !find_invalid_utf8(bytes) : lower(meant(encoding)) == "utf-8") {
    return {std::move(bytes), "UTF-8", 100};  // Document says where it is not
  }
  if (bytes.size() > largest) throw Error(TextPosition{name, 0, 0}, "is not UTF-8, and too large to be converted");
  if (!encoding.empty()) return decode_as(bytes, encoding, name);
  if (const auto mark = marked(bytes); mark && *mark != "UTF-8") return decode_as(bytes, *mark, name);
  if (is_mostly_utf8(bytes)) return {std::move(bytes), "UTF-8", 100};
  for (const Guess& guess : guesses(bytes)) {
    if (guess.confidence < least_confidence) break;
    const Converter converter = open(guess.encoding);
    bool whole = false;
    if (!converter) continue;
    std::string text = convert(converter.get(), bytes, whole);
    if (whole) return {std::move(text), guess.encoding, guess.confidence, true};
  }
  return {std::move(bytes), "UTF-8", 0};
}

}  // namespace accord
