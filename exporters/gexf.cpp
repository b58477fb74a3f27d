#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "exporters/dates.hpp"
#include "exporters/escape.hpp"
#include "exporters/json_list.hpp"
#include "exporters/layout.hpp"
#include "exporters/names.hpp"
#include "exporters/property_table.hpp"
#include "exporters/writers.hpp"

namespace accord {

namespace {

/// Days from first to last, both inside; empty when nothing is known.
struct Period {
  std::string first, last;

  void extend(std::string_view date) {
    if (xsd_date_type(date).empty()) return;
    const std::string begin = first_day(date), end = last_day(date);
    if (first.empty() || begin < first) first = begin;
    if (last.empty() || end > last) last = end;
  }
};

Period period_of(const StatementView& s) {
  Period period;
  for (const AttributeView& q : s.qualifiers) {
    if (q.name == "date") period.extend(q.value);
  }
  if (!period.first.empty()) return period;
  for (const EvidenceView& e : s.evidence) period.extend(e.source->date);
  return period;
}

std::size_t degree(const KnowledgeGraph& graph, EntityIndex index) {
  return graph.outgoing(index).size() + graph.incoming(index).size();
}

/// Sizes of nodes, which Gephi takes for radii, from 10 for the fewest statements to at most 106. When it opens a file,
/// Gephi stretches sizes to 4 to 100 and places by the same factor, so with a difference of 96 it leaves places as they
/// are, with a smaller one it draws them further apart; with a larger one, most nodes would be dots that nobody sees.
class NodeSizes {
 public:
  explicit NodeSizes(const KnowledgeGraph& graph) {
    for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
      const double value = root(degree(graph, EntityIndex{i}));
      least_ = i == 0 ? value : std::min(least_, value);
      most_ = std::max(most_, value);
    }
  }
  double of(std::size_t degree) const {
    constexpr double step = 20, widest = 96;
    return 10 + (root(degree) - least_) * std::min(step, widest / std::max(1.0, most_ - least_));
  }

 private:
  static double root(std::size_t degree) { return std::sqrt(static_cast<double>(degree)); }
  double least_ = 0, most_ = 0;
};

class GexfWriter {
 public:
  GexfWriter(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options)
      : graph_(graph),
        table_(graph, options),
        places_(lay_out(graph)),
        sizes_(graph),
        out_(sink),
        title_(options.title) {
    std::vector<double> radii(places_.size());
    for (std::uint32_t i = 0; i != radii.size(); ++i) radii[i] = sizes_.of(degree(graph, EntityIndex{i}));
    push_apart(places_, radii);
  }

  void write() {
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n"
            "<meta><creator>accord</creator><description>";
    write_xml_text(out_, title_);
    out_ << "</description></meta>\n"
            "<graph defaultedgetype=\"directed\" idtype=\"string\" mode=\"dynamic\" timeformat=\"date\" "
            "timerepresentation=\"interval\">\n";
    columns("node", table_.node_columns());
    columns("edge", table_.edge_columns());
    out_ << "<nodes>\n";
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) node(EntityIndex{i});
    out_ << "</nodes>\n<edges>\n";
    for (std::uint32_t i = 0; i != graph_.statement_count(); ++i) edge(graph_.statement(StatementIndex{i}));
    out_ << "</edges>\n</graph>\n</gexf>\n";
    out_.flush();
  }

 private:
  /// Gephi has columns of its own for these.
  static bool has_column(const PropertyColumn& column) { return column.name != "label" && column.name != "weight"; }

  void columns(std::string_view domain, std::span<const PropertyColumn> columns) {
    out_ << "<attributes class=\"" << domain << "\">\n";
    for (const PropertyColumn& c : columns) {
      if (!has_column(c)) continue;
      // Other readers take the id for the name, so both are the same.
      out_ << "<attribute id=\"" << c.name << "\" title=\"" << c.name << "\" type=\"" << type_name(c.type, "liststring")
           << "\"/>\n";
    }
    out_ << "</attributes>\n";
  }

  void value(std::string_view text) { write_xml_attribute(out_, text); }
  void value(std::uint64_t number) { out_ << number; }
  void value(double number) { out_ << number; }
  void value(std::span<const std::string_view> list) { write_xml_attribute(out_, list_.text(list)); }

  void values(std::span<const PropertyColumn> columns) {
    out_ << "<attvalues>";
    for (std::size_t i = 0; i != columns.size(); ++i) {
      if (!has_column(columns[i])) continue;
      visit(columns[i].type, row_.values[i], [&](auto held) {
        out_ << "<attvalue for=\"" << columns[i].name << "\" value=\"";
        value(held);
        out_ << "\"/>";
      });
    }
    out_ << "</attvalues>";
  }

  void period(const Period& p) {
    if (!p.first.empty()) out_ << " start=\"" << p.first << "\" end=\"" << p.last << '"';
  }

  /// A node is there as long as its statements; one with an undated statement is always there.
  Period period_of_node(EntityIndex index) const {
    Period all;
    for (const auto& statements : {graph_.outgoing(index), graph_.incoming(index)}) {
      for (const StatementIndex i : statements) {
        const Period p = period_of(graph_.statement(i));
        if (p.first.empty()) return {};
        all.extend(p.first);
        all.extend(p.last);
      }
    }
    return all;
  }

  void node(EntityIndex index) {
    const EntityView e = graph_.entity(index);
    const Point place = places_[static_cast<std::size_t>(index)];
    const Colour colour = type_colour(e.type);
    out_ << "<node id=\"" << e.id << "\" label=\"";
    write_xml_attribute(out_, e.name);
    out_ << '"';
    period(period_of_node(index));
    out_ << '>';
    table_.node(index, row_);
    values(table_.node_columns());
    out_ << "<viz:color r=\"" << unsigned{colour.red} << "\" g=\"" << unsigned{colour.green} << "\" b=\""
         << unsigned{colour.blue} << "\"/><viz:position x=\"" << rounded(place.x) << "\" y=\"" << rounded(place.y)
         << "\" z=\"0.0\"/><viz:size value=\"" << rounded(sizes_.of(degree(graph_, index))) << "\"/></node>\n";
  }

  static double rounded(double value) { return std::round(value * 100) / 100; }

  void kind(const StatementView& s) {
    const bool same = before_.id.data() != nullptr && before_.subject == s.subject && before_.object == s.object &&
                      before_.predicate == s.predicate;
    parallel_ = same ? parallel_ + 1 : 1;
    before_ = s;
    out_ << " kind=\"";
    write_xml_attribute(out_, kind_of_edge(s.predicate, parallel_));
    out_ << '"';
  }

  void edge(const StatementView& s) {
    table_.edge(s, row_);
    out_ << "<edge id=\"" << s.id << "\" source=\"" << graph_.id(s.subject) << "\" target=\"" << graph_.id(s.object)
         << "\" type=\"directed\"";
    kind(s);
    out_ << " label=\"";
    write_xml_attribute(out_, relation_label(s.predicate));
    out_ << "\" weight=\"" << static_cast<double>(std::max<std::size_t>(1, s.evidence.size())) << '"';
    period(period_of(s));
    out_ << '>';
    values(table_.edge_columns());
    out_ << "</edge>\n";
  }

  const KnowledgeGraph& graph_;
  PropertyTable table_;
  std::vector<Point> places_;
  NodeSizes sizes_;
  Output out_;
  std::string_view title_;
  PropertyRow row_;
  JsonList list_{write_gephi_list_string};
  StatementView before_{};  ///< without id before the first
  std::uint64_t parallel_ = 1;
};

}  // namespace

void write_gexf(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  GexfWriter(graph, sink, options).write();
}

}  // namespace accord
