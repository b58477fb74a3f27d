#include "exporters/dot.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "exporters/escape.hpp"
#include "exporters/names.hpp"
#include "exporters/writers.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

/// First what Debian and most systems have, then what Windows and macOS have: without a font for Han characters
/// a drawing shows boxes.
constexpr std::string_view fonts =
    "Noto Sans CJK TC,Noto Sans CJK SC,Microsoft JhengHei,Microsoft YaHei,PingFang TC,PingFang SC,sans-serif";

std::size_t width(char32_t c) { return c >= 0x1100 ? 2 : 1; }

constexpr std::size_t most_lines = 4;
constexpr std::size_t most_tooltip = 400;  ///< code points
constexpr std::size_t most_label = 1000;   ///< code points; Graphviz draws nothing wider than 65,535 points

/// Punctuation that must not begin a line.
bool closes(char32_t c) {
  return std::u32string_view(U"》〉」』）】〕、，。；：！？)").find(c) != std::u32string_view::npos;
}

/// The first code points of a text, with an ellipsis if there are more.
std::string shortened(std::string_view text, std::size_t most) {
  const std::u32string points = to_utf32(clean_text(text));
  if (points.size() <= most) return to_utf8(points);
  return to_utf8(std::u32string_view(points).substr(0, most)) + "…";
}

/// Lines of about equal length, so that no single character stands on the last.
std::size_t balanced(const std::u32string& points, std::size_t wrap) {
  std::size_t columns = 0;
  for (const char32_t c : points) columns += width(c);
  const std::size_t lines = columns / wrap + 1;
  return std::min(wrap, columns / lines + 2);
}

/// Breaks a label after `most` columns, at a blank if there is one in the second half of the line.
std::string wrapped(std::string_view text, std::size_t most) {
  const std::u32string points = to_utf32(shortened(text, most * most_lines));
  const std::size_t wrap = balanced(points, most);
  std::string made;
  std::size_t begin = 0;
  for (std::size_t line = 1; begin < points.size(); ++line) {
    if (line > most_lines) return made + "…";
    std::size_t end = begin, columns = 0;
    while (end < points.size() && points[end] != U'\n' && columns + width(points[end]) <= wrap) {
      columns += width(points[end++]);
    }
    if (end < points.size() && points[end] != U'\n') {
      const std::size_t blank = points.rfind(U' ', end);
      if (blank != points.npos && blank > begin + (end - begin) / 2) end = blank;
    }
    end = std::max(end, begin + 1);
    if (end < points.size() && closes(points[end])) ++end;  // it may hang over, but not stand alone
    for (std::size_t i = begin; i != end; ++i) append_utf8(made, points[i]);
    begin = end;
    if (begin < points.size() && (points[begin] == U' ' || points[begin] == U'\n')) ++begin;
    if (begin < points.size()) made += '\n';
  }
  return made;
}

bool is_symmetric(std::string_view predicate) { return predicate == "meetsWith" || predicate == "cooperatesWith"; }

class DotWriter {
 public:
  DotWriter(const KnowledgeGraph& graph, const Selection& selection, ByteSink& sink, const ExportOptions& options,
            const DotStyle& style)
      : graph_(graph), selection_(selection), options_(options), style_(style), out_(sink) {}

  void write() {
    // The first line tells Gephi the encoding. All defaults stand before the inner block, because Gephi skips
    // everything from the word "node" to the next brace.
    out_ << "// 知識圖譜 UTF-8\ndigraph \"kg\" {\n  graph [charset=\"UTF-8\", fontname=\"" << fonts << "\"";
    if (!style_.attributes.empty()) out_ << ", " << style_.attributes;
    if (style_.legend) legend();
    out_ << "]\n  node [fontname=\"" << fonts
         << "\", shape=\"box\", style=\"filled,rounded\", fillcolor=\"#eeeeee\", penwidth=\"0.6\", fontsize=\"11\"]\n"
            "  edge [fontname=\""
         << fonts << "\", fontsize=\"9\", fontcolor=\"#444444\", color=\"#88888888\", arrowsize=\"0.6\"]\n{\n";
    for (const EntityIndex i : selection_.entities) {
      node(graph_.entity(i), std::ranges::find(selection_.around, i) != selection_.around.end());
    }
    std::optional<StatementView> before;
    for (const StatementIndex i : selection_.statements) {
      const StatementView s = graph_.statement(i);
      const bool drawn =
          before && before->subject == s.subject && before->object == s.object && before->predicate == s.predicate;
      if (!style_.draw_once || !drawn) edge(s);
      before = s;
    }
    out_ << "}\n}\n";
    out_.flush();
  }

 private:
  void attribute(std::string_view name, std::string_view text) {
    out_ << ", " << name << '=';
    write_dot_string(out_, text);
  }
  void drawn_attribute(std::string_view name, std::string_view text) {
    out_ << ", " << name << '=';
    write_dot_label(out_, text);
  }

  std::string for_mouse(std::string_view text) const {
    return style_.wrap == 0 ? std::string(text) : shortened(text, most_tooltip);
  }

  /// An entity that was asked for by name has a thick border.
  void node(const EntityView& e, bool asked_for) {
    out_ << "  \"" << e.id << "\" [label=";
    write_dot_label(out_, style_.wrap == 0 ? shortened(e.name, most_label) : wrapped(e.name, style_.wrap));
    attribute("name", e.name);
    std::string tooltip(type_label(e.type));
    for (const std::string_view alias : e.aliases) tooltip.append("\n").append(alias);
    attribute("kind", e.type);
    if (!e.subtype.empty()) attribute("subtype", e.subtype);
    drawn_attribute("tooltip", for_mouse(tooltip));
    attribute("fillcolor", hex(type_colour(e.type)));
    if (asked_for) attribute("penwidth", "2.5");
    out_ << "];\n";
  }

  void edge(const StatementView& s) {
    const std::uint64_t mentions = std::max<std::size_t>(1, s.evidence.size());
    const std::string_view label = relation_label(s.predicate);
    out_ << "  \"" << graph_.id(s.subject) << "\" -> \"" << graph_.id(s.object) << "\" [relation=";
    write_dot_string(out_, s.predicate);
    if (style_.edge_labels) drawn_attribute("label", label);
    attribute("fact_id", s.id);
    for (const AttributeView& q : s.qualifiers) {
      if (q.name == "date" || q.name == "status") attribute(q.name, q.value);
    }
    std::string quote = for_mouse(s.evidence.empty() ? label : s.evidence.front().quote);
    if (!style_.edge_labels) quote = std::string(label) + ": " + quote;
    drawn_attribute("tooltip", quote);
    // Graphviz shows the tooltip of the label where the mouse is over it.
    drawn_attribute("labeltooltip", quote);
    out_ << ", weight=\"" << mentions << "\", penwidth=\"" << std::min(4.0, 0.6 + 0.4 * static_cast<double>(mentions))
         << '"';
    if (style_.draw_once && is_symmetric(s.predicate)) out_ << ", dir=\"none\"";
    out_ << "];\n";
  }

  /// A graph label in HTML: a line of types with their colours, and a note when not everything is drawn.
  void legend() {
    std::map<std::string_view, std::size_t> types;
    for (const EntityIndex i : selection_.entities) ++types[graph_.entity(i).type];
    out_ << ", labelloc=\"b\", labeljust=\"l\", label=<<TABLE BORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"4\">"
            "<TR><TD COLSPAN=\"6\" ALIGN=\"LEFT\"><B>";
    write_html(options_.title.empty() ? std::string_view("accord") : options_.title);
    out_ << "</B></TD></TR>";
    std::size_t column = 0;
    for (const auto& [type, count] : types) {
      if (column % 6 == 0) out_ << (column == 0 ? "<TR>" : "</TR><TR>");
      ++column;
      out_ << "<TD BGCOLOR=\"" << hex(type_colour(type)) << "\"><FONT POINT-SIZE=\"11\">";
      write_html(type_label(type));
      out_ << ' ' << std::uint64_t{count} << "</FONT></TD>";
    }
    if (column != 0) out_ << "</TR>";
    if (selection_.entities.size() != graph_.entity_count()) {
      out_ << "<TR><TD COLSPAN=\"6\" ALIGN=\"LEFT\"><FONT POINT-SIZE=\"11\">"
           << std::uint64_t{selection_.entities.size()} << " / " << std::uint64_t{graph_.entity_count()}
           << " 個節點 nodes</FONT></TD></TR>";
    }
    out_ << "</TABLE>>";
  }

  /// Text in an HTML label: no blank may come between two entities, and quotes need no escape.
  void write_html(std::string_view text) {
    std::string flat = clean_text(text);
    std::ranges::replace(flat, '\n', ' ');
    write_xml_attribute(out_, flat);
  }

  const KnowledgeGraph& graph_;
  const Selection& selection_;
  const ExportOptions& options_;
  const DotStyle& style_;
  Output out_;
};

}  // namespace

void write_dot(const KnowledgeGraph& graph, const Selection& selection, ByteSink& sink, const ExportOptions& options,
               const DotStyle& style) {
  DotWriter(graph, selection, sink, options, style).write();
}

void write_dot(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  write_dot(graph, select(graph, options, options.top), sink, options, {});
}

}  // namespace accord
