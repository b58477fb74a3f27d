#include <algorithm>
#include <string>
#include <vector>

#include "exporters/escape.hpp"
#include "exporters/in_order.hpp"
#include "exporters/json_list.hpp"
#include "exporters/names.hpp"
#include "exporters/property_table.hpp"
#include "exporters/writers.hpp"

namespace accord {

namespace {

/// Universal: APOC's attributes (labels, label, attr.list), which Gephi and Neo4j read. Strict: valid against the
/// official schema, with the labels in data elements instead.
enum class Profile { universal, strict };

/// Gephi folds the ids of keys to lower case, so they are written so; column names differ even then.
std::string key_id(std::string_view domain, std::string_view name) {
  std::string id(domain);
  id += '_';
  for (const char c : name) id += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return id;
}

std::string joined_labels(const EntityView& entity) {
  std::string text;
  for (const std::string& label : labels_of(entity)) text += ':' + label;
  return text;
}

constexpr std::string_view data_end = "</data>";

/// What stands before the value of each column: the end of the data element before, and the begin of this one.
std::vector<std::string> data_begins(std::string_view domain, std::span<const PropertyColumn> columns) {
  std::vector<std::string> begins;
  for (const PropertyColumn& c : columns) {
    begins.push_back(std::string(data_end) + "<data key=\"" + key_id(domain, c.name) + "\">");
  }
  return begins;
}

/// What all threads that write elements know.
struct Document {
  Document(const KnowledgeGraph& whole, const ExportOptions& options, Profile wanted)
      : graph(whole),
        table(whole, options),
        profile(wanted),
        node_data(data_begins("n", table.node_columns())),
        edge_data(data_begins("e", table.edge_columns())) {}

  const KnowledgeGraph& graph;
  PropertyTable table;
  Profile profile;
  std::vector<std::string> node_data, edge_data;
};

/// Writes nodes and edges; a thread has one of its own.
class ElementWriter {
 public:
  ElementWriter(const Document& document, Output& out) : document_(document), out_(out) {}

  void entity(EntityIndex index) {
    const EntityView entity = document_.graph.entity(index);
    out_ << "<node id=\"" << entity.id;
    const std::string labels = joined_labels(entity);
    if (document_.profile == Profile::universal) {
      out_ << "\" labels=\"" << labels << "\">";
    } else {
      out_ << "\"><data key=\"labels\">" << labels << data_end;
    }
    document_.table.node(index, row_);
    properties(document_.table.node_columns(), document_.node_data);
    out_ << "</node>\n";
  }

  void statement(const StatementView& s) {
    out_ << "<edge id=\"" << s.id << "\" source=\"" << document_.graph.id(s.subject) << "\" target=\""
         << document_.graph.id(s.object);
    document_.table.edge(s, row_);
    if (relation_.empty() || s.predicate != predicate_) {
      predicate_ = s.predicate;
      relation_ = relation_text();
    }
    out_ << relation_;
    properties(document_.table.edge_columns(), document_.edge_data, PropertyTable::relation_columns());
    out_ << "</edge>\n";
  }

 private:
  void value(std::string_view text) { write_xml_text(out_, text); }
  void value(std::uint64_t number) { out_ << number; }
  void value(double number) { out_ << number; }
  void value(std::span<const std::string_view> list) {
    // What is plain is the same in JSON and in XML, and need not be written twice.
    if (std::ranges::all_of(list, is_plain)) return write_plain_list(out_, list);
    write_xml_text(out_, list_.text(list));
  }

  /// From the column `first` on, before which a data element is open unless it is 0.
  void properties(std::span<const PropertyColumn> columns, std::span<const std::string> begins, std::size_t first = 0) {
    std::size_t skipped = first == 0 ? data_end.size() : 0;
    for (std::size_t i = first; i != columns.size(); ++i) {
      visit(columns[i].type, row_.values[i], [&](auto held) {
        out_ << std::string_view(begins[i]).substr(skipped);
        skipped = 0;
        value(held);
      });
    }
    if (skipped == 0) out_ << data_end;
  }

  /// What the edges of one relation have in common: the rest of the tag, and the first columns. Mostly one relation
  /// follows the same, so this is written once for many.
  std::string relation_text() const {
    std::string text;
    StringSink sink(text);
    Output out(sink);
    const std::string name = machine_name(predicate_);
    if (document_.profile == Profile::universal) {
      out << "\" label=\"" << name << "\">";
    } else {
      out << "\"><data key=\"label\">" << name << data_end;
    }
    for (std::size_t i = 0; i != PropertyTable::relation_columns(); ++i) {
      out << std::string_view(document_.edge_data[i]).substr(i == 0 ? data_end.size() : 0);
      write_xml_text(out, row_.values[i].text);
    }
    out.flush();
    return text;
  }

  const Document& document_;
  Output& out_;
  PropertyRow row_;
  JsonList list_;
  std::string_view predicate_;  ///< of the edge before, and what is written for it
  std::string relation_;
};

void write_key(Output& out, Profile profile, std::string_view id, std::string_view domain, std::string_view name,
               PropertyType type) {
  out << "<key id=\"" << id << "\" for=\"" << domain << "\" attr.name=\"" << name << "\" attr.type=\""
      << type_name(type, "string");
  if (type == PropertyType::strings && profile == Profile::universal) out << "\" attr.list=\"string";
  out << "\"/>\n";
}

void write_keys(Output& out, const Document& document) {
  const auto key = [&](std::string_view id, std::string_view domain, std::string_view name, PropertyType type) {
    write_key(out, document.profile, id, domain, name, type);
  };
  const bool strict = document.profile == Profile::strict;
  key("g_title", "graph", "title", PropertyType::string);
  // APOC knows these two by the ids of their keys.
  if (strict) key("labels", "node", "labels", PropertyType::string);
  for (const PropertyColumn& c : document.table.node_columns()) key(key_id("n", c.name), "node", c.name, c.type);
  if (strict) key("label", "edge", "reltype", PropertyType::string);
  for (const PropertyColumn& c : document.table.edge_columns()) key(key_id("e", c.name), "edge", c.name, c.type);
}

void write(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options, Profile profile) {
  const Document document(graph, options, profile);
  Output out(sink);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
  write_keys(out, document);
  out << "<graph id=\"kg\" edgedefault=\"directed\"><data key=\"g_title\">";
  write_xml_text(out, options.title);
  out << "</data>\n";
  out.flush();
  // All nodes before all edges: APOC looks the ends of an edge up when it reads it.
  write_entity_records<ElementWriter>(graph, sink, options.jobs, document);
  write_statement_records<ElementWriter>(graph, sink, options.jobs, document);
  out << "</graph>\n</graphml>\n";
  out.flush();
}

}  // namespace

void write_graphml(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  write(graph, sink, options, Profile::universal);
}

void write_graphml_strict(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  write(graph, sink, options, Profile::strict);
}

}  // namespace accord
