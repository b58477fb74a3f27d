#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "exporters/byte_sink.hpp"
#include "exporters/output.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

class Turns;

/// What one of several threads has to do: some records, then some more. Their bytes reach the sink in the order of the
/// records, whichever thread is faster.
class Share {
 public:
  explicit Share(Turns& turns);
  ~Share();

  /// Ends the records taken before, and takes the next; false when there are none.
  bool next();
  /// The records taken: [begin, end).
  std::uint32_t begin() const { return begin_; }
  std::uint32_t end() const { return end_; }
  /// Where to write them.
  Output& out() { return out_; }

 private:
  class Overflow;

  Turns& turns_;
  std::unique_ptr<Overflow> overflow_;
  Output out_;
  std::uint32_t begin_ = 0, end_ = 0;
};

/// Writes the records 0 … count-1 in their order. Up to `jobs` threads (0: as many as the machine runs at once) call
/// `write`, each with a share of its own, and each must go on until its share has no next. The bytes are the same for
/// any number of threads, and what waits to be written is at most three buffers of half a MiB a thread. An exception of
/// `write` or of the sink ends all threads and comes out here.
void write_in_order(ByteSink& sink, std::uint32_t count, unsigned jobs, const std::function<void(Share&)>& write);

/// Writes all entities so. Each thread makes a Writer(known…, Output&), and calls its entity(EntityIndex).
template <class Writer, class... Known>
void write_entity_records(const KnowledgeGraph& graph, ByteSink& sink, unsigned jobs, const Known&... known) {
  write_in_order(sink, graph.entity_count(), jobs, [&](Share& share) {
    Writer writer(known..., share.out());
    while (share.next()) {
      for (std::uint32_t i = share.begin(); i != share.end(); ++i) writer.entity(EntityIndex{i});
    }
  });
}

/// Writes all statements so, with the Writer's statement(const StatementView&).
template <class Writer, class... Known>
void write_statement_records(const KnowledgeGraph& graph, ByteSink& sink, unsigned jobs, const Known&... known) {
  write_in_order(sink, graph.statement_count(), jobs, [&](Share& share) {
    Writer writer(known..., share.out());
    while (share.next()) {
      graph.for_each_statement(share.begin(), share.end(), [&](const StatementView& s) { writer.statement(s); });
    }
  });
}

}  // namespace accord
