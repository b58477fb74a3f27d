#include "cli/answer.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "cli/columns.hpp"

namespace accord::cli {

namespace {

constexpr std::size_t quotes_shown = 3, names_shown = 3;

/// The words behind a row, each place once.
std::vector<EvidenceView> evidence_of(const Answer& answer, const QueryRow& row) {
  std::vector<EvidenceView> all;
  std::set<std::tuple<std::string_view, std::uint32_t, std::uint32_t>> seen;
  for (const StatementIndex index : row.statements) {
    for (const EvidenceView& evidence : answer.graph.statement(index).evidence) {
      if (seen.emplace(evidence.source->document, evidence.span.begin, evidence.span.end).second)
        all.push_back(evidence);
    }
  }
  return all;
}

/// Who says what a row says.
struct Says {
  std::size_t mentions;
  std::set<std::string_view> sources;  ///< without copies
  std::set<std::string_view> who;
};

Says says(const Answer& answer, const QueryRow& row) {
  const std::vector<EvidenceView> evidence = evidence_of(answer, row);
  Says says{evidence.size(), {}, {}};
  for (const EvidenceView& e : evidence) {
    const SourceView& source = *e.source;
    says.sources.insert(source.copy_of.empty() ? source.document : source.copy_of);
    says.who.insert(source.publisher.empty() ? source.document : source.publisher);
  }
  return says;
}

/// Names with commas between them, `most` of them.
std::string list(const std::set<std::string_view>& names, std::size_t most) {
  std::string text;
  std::size_t shown = 0;
  for (const std::string_view name : names) {
    if (shown == most) return text + " and " + std::to_string(names.size() - most) + " more";
    text.append(shown++ == 0 ? "" : ", ").append(name);
  }
  return text;
}

std::vector<std::string> heading(const Answer& answer, const char* says_who) {
  std::vector<std::string> cells = answer.result.columns;
  if (answer.sources) cells.insert(cells.end(), {"mentions", "sources", says_who});
  return cells;
}

std::vector<std::string> texts(const Answer& answer, const QueryRow& row, std::size_t most_names) {
  std::vector<std::string> cells;
  for (const QueryCell& cell : row.cells) cells.emplace_back(cell_text(answer.graph, cell));
  if (answer.sources) {
    const Says said = says(answer, row);
    cells.insert(cells.end(),
                 {std::to_string(said.mentions), std::to_string(said.sources.size()), list(said.who, most_names)});
  }
  return cells;
}

/// A quote on one line: broken lines joined, runs of blanks as one.
std::string one_line(std::string_view quote) {
  std::string out;
  for (const char c : printable(quote)) {
    if (c != ' ' || !out.ends_with(' ')) out += c;
  }
  return out;
}

std::string quotes(const Answer& answer, const QueryRow& row) {
  const auto evidence = evidence_of(answer, row);
  std::string out;
  for (std::size_t i = 0; i != evidence.size() && i != quotes_shown; ++i) {
    const SourceView& source = *evidence[i].source;
    out += "    \"" + one_line(evidence[i].quote) + "\"\n      " + printable(source.document);
    if (!source.date.empty()) out += ", " + printable(source.date);
    out += '\n';
  }
  if (evidence.size() > quotes_shown) out += "    and " + std::to_string(evidence.size() - quotes_shown) + " more\n";
  return out;
}

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

void string(Json& json, std::string_view text) {
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void member(Json& json, std::string_view name, std::string_view value) {
  json.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  string(json, value);
}

void write_cell(Json& json, const Answer& answer, const QueryCell& cell) {
  if (cell.entity == no_node) {
    if (cell.text.empty()) {
      json.Null();
    } else {
      string(json, cell.text);
    }
    return;
  }
  const EntityView entity = answer.graph.entity(cell.entity);
  json.StartObject();
  member(json, "id", entity.id);
  member(json, "name", entity.name);
  member(json, "type", entity.type);
  json.EndObject();
}

void write_sources(Json& json, const Answer& answer, const QueryRow& row) {
  const Says said = says(answer, row);
  json.Key("mentions");
  json.Uint64(said.mentions);
  json.Key("sources");
  json.Uint64(said.sources.size());
  json.Key("saidBy");
  json.StartArray();
  for (const std::string_view name : said.who) string(json, name);
  json.EndArray();
}

void write_evidence(Json& json, const Answer& answer, const QueryRow& row) {
  json.Key("evidence");
  json.StartArray();
  for (const EvidenceView& evidence : evidence_of(answer, row)) {
    json.StartObject();
    member(json, "document", evidence.source->document);
    member(json, "date", evidence.source->date);
    json.Key("begin");
    json.Uint(evidence.span.begin);
    json.Key("end");
    json.Uint(evidence.span.end);
    member(json, "quote", evidence.quote);
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace

void write_table(const Answer& answer, ByteSink& out) {
  std::vector<std::vector<std::string>> rows{heading(answer, "says who")};
  for (const QueryRow& row : answer.result.rows) rows.push_back(texts(answer, row, names_shown));
  const std::string table = aligned(rows);
  if (!answer.evidence) {
    out.write(table);
    return;
  }
  // Two lines of heading, then a line a row with its quotes below.
  std::size_t at = table.find('\n', table.find('\n') + 1) + 1;
  out.write(std::string_view(table).substr(0, at));
  for (const QueryRow& row : answer.result.rows) {
    const std::size_t end = table.find('\n', at) + 1;
    out.write(std::string_view(table).substr(at, end - at));
    out.write(quotes(answer, row));
    at = end;
  }
}

void write_tsv(const Answer& answer, ByteSink& out) {
  std::vector<std::string> head = heading(answer, "saidBy");
  if (answer.evidence) head.insert(head.end(), {"document", "date", "begin", "end", "quote"});
  out.write(tsv_row(head));
  for (const QueryRow& row : answer.result.rows) {
    const std::vector<std::string> cells = texts(answer, row, SIZE_MAX);
    if (!answer.evidence) {
      out.write(tsv_row(cells));
      continue;
    }
    for (const EvidenceView& evidence : evidence_of(answer, row)) {
      std::vector<std::string> line = cells;
      line.insert(line.end(), {std::string(evidence.source->document), std::string(evidence.source->date),
                               std::to_string(evidence.span.begin), std::to_string(evidence.span.end),
                               std::string(evidence.quote)});
      out.write(tsv_row(line));
    }
  }
}

void write_json(const Answer& answer, ByteSink& out) {
  rapidjson::StringBuffer buffer;
  const auto flush = [&](std::string_view before, std::string_view after) {
    out.write(before);
    out.write({buffer.GetString(), buffer.GetSize()});
    out.write(after);
    buffer.Clear();
  };
  {
    Json json(buffer);
    json.StartArray();
    for (const std::string& name : answer.result.columns) string(json, name);
    json.EndArray();
  }
  flush("{\"variables\":", ",\n\"rows\":[");
  const char* separator = "\n";
  for (const QueryRow& row : answer.result.rows) {
    Json json(buffer);
    json.StartObject();
    for (std::size_t i = 0; i != row.cells.size(); ++i) {
      const std::string& name = answer.result.columns[i];
      json.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
      write_cell(json, answer, row.cells[i]);
    }
    if (answer.sources) write_sources(json, answer, row);
    if (answer.evidence) write_evidence(json, answer, row);
    json.EndObject();
    flush(separator, "");
    separator = ",\n";
  }
  out.write("\n]}\n");
}

}  // namespace accord::cli
