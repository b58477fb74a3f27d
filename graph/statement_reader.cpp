#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <span>
#include <thread>

#include "graph/builder_tables.hpp"
#include "graph/graph_builder.hpp"
#include "graph/json_line.hpp"

namespace accord {

namespace {

using Value = JsonLine::Value;

/// Reads a statement line into parts whose texts lie in `place` (line.size() + 1 bytes).
class StatementReader {
 public:
  /// `quotes` is where the graph keeps them; nobody else may use it meanwhile.
  explicit StatementReader(StringArena& quotes) : quotes_(quotes) {}

  void read(char* place, std::string_view line, const TextPosition& at, StatementParts& parts) {
    const Value& object = json_.parse_into(place, line, at);
    entity(json_.object(object, "subject"), parts.subject);
    parts.predicate = json_.text(object, "predicate");
    entity(json_.object(object, "object"), parts.object);
    pairs(json_.optional_object(object, "qualifiers"), parts.qualifiers);
    evidence(object, parts);
    parts.confidence = json_.fraction(object, "confidence");
    for (StatementParts::EvidenceParts& e : parts.evidence) e.quote = quotes_.copy(e.quote);
    parts.quotes_kept = true;
    parts.set_hashes();
  }

 private:
  void pairs(const Value* object, std::vector<StatementParts::Pair>& out) {
    out.clear();
    for (const auto& [name, value] : json_.members(object)) out.push_back({name, value});
  }

  void entity(const Value& from, StatementParts::EntityParts& to) {
    to.name = json_.text(from, "name");
    to.type = json_.text(from, "type");
    to.subtype = json_.optional_text(from, "subtype");
    to.aliases.clear();
    if (const Value* list = json_.optional_array(from, "aliases")) {
      for (auto alias = list->Begin(); alias != list->End(); ++alias) {
        if (!alias->IsString()) json_.fail(from["aliases"], "aliases must be strings");
        if (alias->GetStringLength() != 0) to.aliases.push_back(json_.view(*alias));
      }
    }
    pairs(json_.optional_object(from, "attributes"), to.attributes);
  }

  void evidence(const Value& object, StatementParts& parts) {
    parts.evidence.clear();
    const Value* list = json_.optional_array(object, "evidence");
    if (list == nullptr || list->Empty()) json_.fail(object["predicate"], "a statement needs evidence");
    for (auto item = list->Begin(); item != list->End(); ++item) {
      if (!item->IsObject()) json_.fail(object["predicate"], "evidence must be an array of objects");
      StatementParts::EvidenceParts& e = parts.evidence.emplace_back();
      e.document = json_.text(*item, "document");
      e.span = {json_.number(*item, "begin"), json_.number(*item, "end")};
      if (e.span.begin > e.span.end) json_.fail((*item)["document"], "evidence ends before it begins");
      e.quote = json_.optional_text(*item, "quote");
      e.rule = json_.optional_text(*item, "rule");
      e.place = json_.place(*item);
      if (const Value* source = json_.optional_object(*item, "source")) {
        e.date = json_.optional_text(*source, "date");
        e.url = json_.optional_text(*source, "url");
        e.title = json_.optional_text(*source, "title");
        e.publisher = json_.optional_text(*source, "publisher");
      }
    }
  }

  JsonLine json_;
  StringArena& quotes_;
};

constexpr std::size_t batch_bytes = std::size_t{1} << 18;
constexpr std::size_t batches = 4;

/// Some lines, read and checked; the fault that ended reading, if one did, comes after them.
struct Batch {
  std::vector<char> bytes;
  std::vector<StatementParts> parts;  ///< the first `count` are in use; the rest keep their memory
  std::size_t count = 0;
  bool last = false;
  std::exception_ptr fault;
};

/// Reads lines on a thread of its own, so that parsing and adding go on at once. A few batches go round.
class Reading {
 public:
  Reading(const std::string& path, StringArena& quotes) : lines_(path), reader_(quotes), ring_(batches) {
    for (Batch& batch : ring_) free_.push_back(&batch);
    thread_ = std::thread([this] { run(); });
  }
  ~Reading() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  Batch& next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !full_.empty(); });
    Batch& batch = *full_.front();
    full_.pop_front();
    return batch;
  }
  void give_back(Batch& batch) { pass(batch, free_); }

 private:
  void pass(Batch& batch, std::deque<Batch*>& to) {
    {
      const std::lock_guard lock(mutex_);
      to.push_back(&batch);
    }
    changed_.notify_all();
  }

  Batch* take_free() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || !free_.empty(); });
    if (stopped_) return nullptr;
    Batch* batch = free_.front();
    free_.pop_front();
    return batch;
  }

  void run() {
    while (Batch* batch = take_free()) {
      batch->count = 0;
      try {
        fill(*batch);
      } catch (...) {
        batch->fault = std::current_exception();
        batch->last = true;
      }
      const bool last = batch->last;
      pass(*batch, full_);
      if (last) return;
    }
  }

  void fill(Batch& batch) {
    std::size_t used = 0;
    do {
      if (!pending_ && !lines_.next(line_)) {
        batch.last = true;
        return;
      }
      pending_ = false;
      if (line_.find_first_not_of(" \t\r") == line_.npos) continue;
      if (batch.bytes.size() - used < line_.size() + 1) {
        if (batch.count != 0) {  // the views of the lines before must stay where they are
          pending_ = true;
          return;
        }
        batch.bytes.resize(std::max(batch_bytes, line_.size() + 1));
      }
      if (batch.count == batch.parts.size()) batch.parts.emplace_back();
      reader_.read(batch.bytes.data() + used, line_, lines_.position(), batch.parts[batch.count]);
      ++batch.count;
      used += line_.size() + 1;
    } while (used < batch_bytes);
  }

  LineReader lines_;
  StatementReader reader_;
  std::string_view line_;
  bool pending_ = false;  ///< line_ did not fit the batch before
  std::vector<Batch> ring_;
  std::deque<Batch*> free_, full_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace

void read_statements(const std::string& path, GraphBuilder& builder) {
  Reading reading(path, builder.tables().graph->quotes);
  for (bool last = false; !last;) {
    Batch& batch = reading.next();
    builder.tables().add(std::span(batch.parts.data(), batch.count));
    if (batch.fault) std::rethrow_exception(batch.fault);
    last = batch.last;
    if (!last) reading.give_back(batch);
  }
}

}  // namespace accord
