#pragma once

#include "exporters/byte_sink.hpp"
#include "graph/query.hpp"

namespace accord::cli {

/// An answer and the graph that gave it.
struct Answer {
  const KnowledgeGraph& graph;
  const QueryResult& result;
  bool evidence = false;  ///< with the words that say so
  bool sources = false;   ///< with who says so
};

/// For people: aligned columns, and below each row the quotes, the first few of many. With sources, also the columns
/// mentions (places that say so), sources (texts that do not repeat one another) and "says who": the publishers, or else
/// the documents, the first few of many.
void write_table(const Answer& answer, ByteSink& out);

/// Tab-separated: a line with the names of the variables, then a line a row. With evidence, a line a piece of it, and
/// the columns document, date, begin, end, quote behind the variables. With sources, before them the columns mentions,
/// sources and saidBy.
void write_tsv(const Answer& answer, ByteSink& out);

/// One JSON object, its first line the names of the variables, then a line a row:
/// {"variables":["who"],
/// "rows":[
/// {"who":{"id","name","type"},"evidence":[{"document","date","begin","end","quote"}]}
/// ]}
/// With sources, each row has "mentions", "sources" and "saidBy" too.
/// A cell that is no entity is a string; an empty cell is null.
void write_json(const Answer& answer, ByteSink& out);

}  // namespace accord::cli
