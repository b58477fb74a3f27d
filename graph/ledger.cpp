#include "graph/ledger.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <filesystem>
#include <map>
#include <set>

#include "extract/error.hpp"
#include "extract/unicode.hpp"
#include "graph/json_line.hpp"
#include "graph/json_output.hpp"

namespace accord {

namespace {

constexpr std::string_view words[] = {"same", "different", "unsure"};

std::pair<std::string, std::string> pair_of(const Decision& d) {
  std::string a = d.a.folded(), b = d.b.folded();
  if (b < a) std::swap(a, b);
  return {a, b};
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == line.npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

Decision parse_line(std::string_view line, const TextPosition& at) {
  const std::vector<std::string_view> fields = fields_of(line);
  if (fields.size() < 3) throw Error(at, "expected same, different or unsure, and two keys, with tabs between them");
  Decision decision;
  const auto word = std::ranges::find(words, fields[0]);
  if (word == std::end(words))
    throw Error(at, "expected same, different or unsure, not \"" + std::string(fields[0]) + "\"");
  decision.judgement = static_cast<Judgement>(word - std::begin(words));
  try {
    decision.a = parse_key(fields[1]);
    decision.b = parse_key(fields[2]);
  } catch (const Error& error) {
    throw Error(at, error.what());
  }
  if (decision.a.folded() == decision.b.folded()) throw Error(at, "both keys name one entity");
  if (decision.a.type != decision.b.type) throw Error(at, "the keys have different types");
  const auto field = [&](std::size_t i) { return std::string(i < fields.size() ? fields[i] : std::string_view()); };
  decision.who = field(3);
  decision.when = field(4);
  decision.why = field(5);
  decision.line = at.line;
  decision.file = at.file;
  return decision;
}

/// A text as one field: tabs and line ends would end it.
std::string field(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::string line_of(const Decision& d) {
  return std::string(to_text(d.judgement)) + '\t' + field(d.a.text()) + '\t' + field(d.b.text()) + '\t' + field(d.who) +
         '\t' + field(d.when) + '\t' + field(d.why);
}

}  // namespace

std::string_view to_text(Judgement judgement) { return words[static_cast<std::size_t>(judgement)]; }

std::string EntityKey::text() const { return type + ":" + name + (of.empty() ? "" : "@" + of); }

std::string EntityKey::folded() const {
  return type + "\n" + fold_name(name) + (of.empty() ? "" : "\n" + fold_name(of));
}

EntityKey parse_key(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos || colon == 0)
    throw Error("expected a key such as Person:李偉, not \"" + std::string(text) + "\"");
  EntityKey key{std::string(text.substr(0, colon)), {}, {}};
  const std::string_view rest = text.substr(colon + 1);
  // A name may hold "@" itself only if nothing tells it apart; then the first character is no sign.
  const std::size_t sign = rest.find('@', 1);
  key.name = rest.substr(0, sign);
  if (sign != rest.npos) key.of = rest.substr(sign + 1);
  if (key.name.empty() || (sign != rest.npos && key.of.empty()))
    throw Error("expected a name in the key \"" + std::string(text) + "\"");
  return key;
}

Ledger::Ledger(std::vector<Decision> decisions) {
  std::map<std::pair<std::string, std::string>, std::size_t> last;
  for (std::size_t i = 0; i != decisions.size(); ++i) last[pair_of(decisions[i])] = i;
  for (std::size_t i = 0; i != decisions.size(); ++i) {
    if (last[pair_of(decisions[i])] == i) decisions_.push_back(decisions[i]);
  }
}

Ledger Ledger::read(const std::string& path) { return read(std::vector{path}); }

Ledger Ledger::read(const std::vector<std::string>& paths) {
  std::vector<Decision> decisions;
  for (const std::string& path : paths) {
    if (!std::filesystem::exists(path)) continue;
    LineReader lines(path);
    for (std::string_view line; lines.next(line);) {
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.empty() || line.starts_with('#')) continue;
      if (find_invalid_utf8(line)) throw Error(lines.position(), "not valid UTF-8");
      decisions.push_back(parse_line(line, lines.position()));
    }
  }
  return Ledger(std::move(decisions));
}

std::vector<Contradiction> Ledger::contradictions() const {
  std::map<std::string, std::vector<std::pair<std::string, const Decision*>>> same;
  for (const Decision& d : decisions_) {
    if (d.judgement != Judgement::same) continue;
    same[d.a.folded()].emplace_back(d.b.folded(), &d);
    same[d.b.folded()].emplace_back(d.a.folded(), &d);
  }
  std::vector<Contradiction> found;
  for (const Decision& d : decisions_) {
    if (d.judgement != Judgement::different) continue;
    const std::string from = d.a.folded(), to = d.b.folded();
    std::map<std::string, std::pair<std::string, const Decision*>> reached{{from, {"", nullptr}}};
    for (std::deque<std::string> queue{from}; !queue.empty() && !reached.contains(to); queue.pop_front()) {
      for (const auto& [next, by] : same[queue.front()]) {
        if (reached.try_emplace(next, queue.front(), by).second) queue.push_back(next);
      }
    }
    if (!reached.contains(to)) continue;
    Contradiction contradiction{d, {}};
    for (std::string at = to; at != from; at = reached[at].first) contradiction.chain.push_back(*reached[at].second);
    std::ranges::reverse(contradiction.chain);
    found.push_back(std::move(contradiction));
  }
  return found;
}

void append_decision(const std::string& path, const Decision& decision) {
  std::string line = line_of(decision) + '\n';
  const auto fail = [&](const char* what) { throw Error(path + ": " + what + ": " + std::strerror(errno)); };
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) fail("cannot be opened");
  // Somebody's editor may have left the last line without its end.
  char last = '\n';
  const off_t size = ::lseek(file, 0, SEEK_END);
  if (size > 0 && ::pread(file, &last, 1, size - 1) == 1 && last != '\n') line.insert(0, 1, '\n');
  const ssize_t written = ::write(file, line.data(), line.size());
  const bool kept = written == static_cast<ssize_t>(line.size()) && ::fsync(file) == 0;
  const int cause = errno;
  ::close(file);
  errno = cause;
  if (!kept) fail("cannot be written");
}

std::string to_text(const Contradiction& contradiction) {
  const auto one = [](const Decision& d) { return d.file + ":" + std::to_string(d.line) + ": " + line_of(d) + "\n"; };
  std::string text = one(contradiction.different) + "contradicts\n";
  for (const Decision& d : contradiction.chain) text += one(d);
  return text;
}

std::string to_json(const std::vector<Contradiction>& contradictions) {
  JsonOutput json;
  const auto write = [&](const Decision& d) {
    json.object([&] {
      json.member("file", d.file);
      json.key("line").number(d.line);
      json.member("judgement", to_text(d.judgement));
      json.member("a", d.a.text());
      json.member("b", d.b.text());
      json.optional("who", d.who);
      json.optional("when", d.when);
      json.optional("why", d.why);
    });
  };
  json.array(contradictions, [&](const Contradiction& c) {
    json.object([&] {
      json.key("different");
      write(c.different);
      json.key("chain").array(c.chain, write);
    });
  });
  return json.take();
}

}  // namespace accord
