#include "extract/source_warc.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "extract/fetch_request.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr std::size_t longest_line = 65536;
constexpr std::size_t most_fields = 1000;
constexpr std::size_t chunk = 65536;

using Fields = std::map<std::string, std::string>;  // names in lower case

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  return begin == text.npos ? std::string_view() : text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

std::string field(const Fields& fields, const std::string& name) {
  const auto known = fields.find(name);
  return known == fields.end() ? std::string() : known->second;
}

void add_field(Fields& fields, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos || fields.size() == most_fields) return;
  fields.emplace(lower(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
}

std::optional<std::uint64_t> number(std::string_view text, int base) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  return value;
}

/// Kinds of content that hold no text to read.
bool is_text(std::string_view type) {
  constexpr std::string_view others[] = {"image/", "audio/", "video/", "font/", "text/css", "text/javascript",
                                         "application/javascript", "application/x-javascript", "application/font"};
  return std::ranges::none_of(others, [&](std::string_view other) { return type.starts_with(other); });
}

/// A body that was sent in chunks, put together; what came of it if it was cut off.
std::string unchunked(std::string_view body) {
  std::string whole;
  for (;;) {
    const std::size_t end = body.find('\n');
    if (end == body.npos) return whole;
    const auto size = number(trim(body.substr(0, end)), 16);
    body.remove_prefix(end + 1);
    if (!size || *size == 0) return whole;
    const std::string_view piece = body.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(*size, body.size())));
    whole += piece;
    body.remove_prefix(piece.size());
    const std::size_t behind = body.find('\n');
    if (behind == body.npos) return whole;
    body.remove_prefix(behind + 1);
  }
}

/// The records of a file, one after the other.
class Records {
 public:
  Records(ByteInput& input, std::size_t max_page, const AnswerSink& sink, const OnProblem& on_problem)
      : input_(input), max_page_(max_page), sink_(sink), on_problem_(on_problem) {}

  void read() {
    while (begin()) record();
  }

 private:
  [[noreturn]] void fail(const std::string& message) const { throw Error(TextPosition{input_.name(), 0, 0}, message); }

  std::optional<std::string_view> line() {
    bool too_long = false;
    const auto read = input_.read_line(longest_line, too_long);
    if (too_long) fail("the web archive is damaged: a line of a header is longer than 65536 bytes");
    return read ? std::optional(trim(*read)) : std::nullopt;
  }

  /// Reads the headers of the next record; false at the end.
  bool begin() {
    fields_.clear();
    auto first = line();
    while (first && first->empty()) first = line();
    if (!first) return false;
    if (!first->starts_with("WARC/")) fail("the web archive is damaged: a record does not begin with WARC/");
    for (auto next = line(); next && !next->empty(); next = line()) add_field(fields_, *next);
    return true;
  }

  void record() {
    const auto size = number(field(fields_, "content-length"), 10);
    if (!size) fail("the web archive is damaged: a record without Content-Length");
    const std::string type = lower(field(fields_, "warc-type"));
    const bool wanted = type == "response" || type == "resource" || type == "conversion";
    std::string target = field(fields_, "warc-target-uri");
    if (target.starts_with('<') && target.ends_with('>')) target = target.substr(1, target.size() - 2);
    const std::string name = input_.name() + (target.empty() ? "" : "/" + target);
    if (!wanted || *size > max_page_) {
      skip(*size);
      if (wanted) on_problem_(Error(TextPosition{name, 0, 0}, "the document is larger than " + std::to_string(max_page_) + " bytes"));
      return;
    }
    const std::string body = take(static_cast<std::size_t>(*size));
    try {
      if (find_invalid_utf8(target)) throw Error(TextPosition{input_.name(), 0, 0}, "the address of a record is not UTF-8");
      if (auto answer = page(type, body, name)) {
        answer->url = std::move(target);
        sink_(*answer);
      }
    } catch (const Error& error) {
      on_problem_(error);
    }
  }

  std::optional<Fetched> page(const std::string& type, const std::string& body, const std::string& name) const {
    Fetched answer;
    if (type == "response" && !parse_answer(body, name, answer)) return std::nullopt;
    if (type != "response") {
      set_content_type(answer, field(fields_, "content-type"));
      answer.body = body;
    }
    return is_text(answer.media_type) && !answer.body.empty() ? std::optional(std::move(answer)) : std::nullopt;
  }

  std::string take(std::size_t size) {
    std::string bytes;
    while (bytes.size() != size) {
      const std::size_t before = bytes.size();
      bytes.resize(before + std::min(chunk, size - before));
      const std::size_t got = input_.read_some(bytes.data() + before, bytes.size() - before);
      bytes.resize(before + got);
      if (got == 0) fail("the web archive ends within a record");
    }
    return bytes;
  }

  void skip(std::uint64_t size) {
    std::string bytes(chunk, '\0');
    while (size != 0) {
      const std::size_t got = input_.read_some(bytes.data(), static_cast<std::size_t>(std::min<std::uint64_t>(size, chunk)));
      if (got == 0) fail("the web archive ends within a record");
      size -= got;
    }
  }

  ByteInput& input_;
  const std::size_t max_page_;
  const AnswerSink& sink_;
  const OnProblem& on_problem_;
  Fields fields_;
};

}  // namespace

bool looks_like_warc(std::string_view head) { return head.starts_with("WARC/"); }

bool parse_answer(std::string_view bytes, const std::string& name, Fetched& answer) {
  Fields fields;
  std::string_view left = bytes, status;
  for (bool first = true;; first = false) {
    const std::size_t end = left.find('\n');
    if (end == left.npos) throw Error(TextPosition{name, 0, 0}, "the record holds no whole answer of a server");
    const std::string_view line = trim(left.substr(0, end));
    left.remove_prefix(end + 1);
    if (line.empty()) break;
    if (first) {
      status = line;
    } else {
      add_field(fields, line);
    }
  }
  if (!status.starts_with("HTTP/")) throw Error(TextPosition{name, 0, 0}, "the record holds no answer of a server");
  const std::size_t blank = status.find(' ');
  if (blank == status.npos || !trim(status.substr(blank)).starts_with("200")) return false;
  set_content_type(answer, field(fields, "content-type"));
  answer.body = lower(field(fields, "transfer-encoding")).find("chunked") == std::string::npos ? std::string(left) : unchunked(left);
  return true;
}

void read_warc(ByteInput& input, std::size_t max_page, const AnswerSink& sink, const OnProblem& on_problem) {
  Records(input, max_page, sink, on_problem).read();
}

}  // namespace accord
