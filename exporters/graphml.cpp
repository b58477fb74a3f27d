#include <algorithm>
#include <string>
#include <vector>

#include "exporters/escape.hpp"
#include "exporters/json_list.hpp"
#include "exporters/names.hpp"
#include "exporters/property_table.hpp"
#include "exporters/writers.hpp"
#include "graph/identifiers.hpp"

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

std::string opened(const std::string& key) { return "<data key=\"" + key + "\">"; }

std::string joined_labels(const EntityView& entity) {
  std::string text;
  for (const std::string& label : labels_of(entity)) text += ':' + label;
  return text;
}

class GraphmlWriter {
 public:
  GraphmlWriter(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options, Profile profile)
      : graph_(graph), options_(options), table_(graph, options), out_(sink), profile_(profile) {
    for (const PropertyColumn& c : table_.node_columns()) node_data_.push_back(opened(key_id("n", c.name)));
    for (const PropertyColumn& c : table_.edge_columns()) edge_data_.push_back(opened(key_id("e", c.name)));
  }

  void write() {
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
    keys();
    out_ << "<graph id=\"kg\" edgedefault=\"directed\"><data key=\"g_title\">";
    write_xml_text(out_, options_.title);
    out_ << "</data>\n";
    // All nodes before all edges: APOC looks the ends of an edge up when it reads it.
    ids_.reserve(graph_.entity_count());
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) node(EntityIndex{i});
    for (std::uint32_t i = 0; i != graph_.statement_count(); ++i) edge(graph_.statement(StatementIndex{i}));
    out_ << "</graph>\n</graphml>\n";
    out_.flush();
  }

 private:
  void key(std::string_view id, std::string_view domain, std::string_view name, PropertyType type) {
    out_ << "<key id=\"" << id << "\" for=\"" << domain << "\" attr.name=\"" << name << "\" attr.type=\""
         << type_name(type, "string");
    if (type == PropertyType::strings && profile_ == Profile::universal) out_ << "\" attr.list=\"string";
    out_ << "\"/>\n";
  }

  void keys() {
    key("g_title", "graph", "title", PropertyType::string);
    // APOC knows these two by the ids of their keys.
    if (profile_ == Profile::strict) key("labels", "node", "labels", PropertyType::string);
    for (const PropertyColumn& c : table_.node_columns()) key(key_id("n", c.name), "node", c.name, c.type);
    if (profile_ == Profile::strict) key("label", "edge", "reltype", PropertyType::string);
    for (const PropertyColumn& c : table_.edge_columns()) key(key_id("e", c.name), "edge", c.name, c.type);
  }

  void value(std::string_view text) { write_xml_text(out_, text); }
  void value(std::uint64_t number) { out_ << number; }
  void value(double number) { out_ << number; }
  void value(std::span<const std::string_view> list) {
    // What has no markup is the same in XML, and need not be written twice.
    if (std::ranges::none_of(list, has_xml_markup)) return write_list(out_, list);
    write_xml_text(out_, list_.text(list));
  }

  void data(std::string_view open, PropertyType type, const PropertyValue& found) {
    visit(type, found, [&](auto held) {
      out_ << open;
      value(held);
      out_ << "</data>";
    });
  }

  void node(EntityIndex index) {
    const EntityView entity = graph_.entity(index);
    const std::string labels = joined_labels(entity);
    out_ << "<node id=\"" << entity.id;
    std::ranges::copy(entity.id, ids_.emplace_back().begin());
    if (profile_ == Profile::universal) {
      out_ << "\" labels=\"" << labels << "\">";
    } else {
      out_ << "\"><data key=\"labels\">" << labels << "</data>";
    }
    table_.node(index, row_);
    for (std::size_t i = 0; i != node_data_.size(); ++i) {
      data(node_data_[i], table_.node_columns()[i].type, row_.values[i]);
    }
    out_ << "</node>\n";
  }

  std::string_view id_of(EntityIndex index) const { return view(ids_[static_cast<std::size_t>(index)]); }

  void edge(const StatementView& statement) {
    out_ << "<edge id=\"" << statement.id << "\" source=\"" << id_of(statement.subject) << "\" target=\""
         << id_of(statement.object);
    if (statement.predicate != predicate_) {
      predicate_ = statement.predicate;
      relation_ = machine_name(predicate_);
    }
    if (profile_ == Profile::universal) {
      out_ << "\" label=\"" << relation_ << "\">";
    } else {
      out_ << "\"><data key=\"label\">" << relation_ << "</data>";
    }
    table_.edge(statement, row_);
    for (std::size_t i = 0; i != edge_data_.size(); ++i) {
      data(edge_data_[i], table_.edge_columns()[i].type, row_.values[i]);
    }
    out_ << "</edge>\n";
  }

  const KnowledgeGraph& graph_;
  const ExportOptions& options_;
  PropertyTable table_;
  Output out_;
  Profile profile_;
  std::vector<std::string> node_data_, edge_data_;  ///< what opens the data element of a column
  PropertyRow row_;
  JsonList list_;
  std::vector<IdText> ids_;     ///< of the nodes, side by side: edges ask for them in no order
  std::string_view predicate_;  ///< of the edge before, with its machine name
  std::string relation_;
};

}  // namespace

void write_graphml(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  GraphmlWriter(graph, sink, options, Profile::universal).write();
}

void write_graphml_strict(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  GraphmlWriter(graph, sink, options, Profile::strict).write();
}

}  // namespace accord
