#include <graphviz/gvc.h>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "exporters/dot.hpp"
#include "exporters/writers.hpp"
#include "extract/error.hpp"

namespace accord {

namespace {

/// More nodes than this make a picture that nobody can read.
constexpr std::size_t default_limit = 300;
constexpr std::size_t label_columns = 24;

/// What Graphviz has to say comes here instead of to standard error.
std::string& messages() {
  static std::string text;
  return text;
}
int remember(char* message) {
  messages() += message;
  return 0;
}

/// Small graphs are drawn in layers, larger ones by springs, which keeps them near a square. In the largest, labels
/// on the lines would hide the names, and lines that bend around nodes take minutes.
struct Layout {
  const char* engine;
  bool edge_labels;
  const char* attributes;
};
Layout layout_for(std::size_t nodes) {
  if (nodes <= 30) return {"dot", true, "rankdir=\"LR\", ranksep=\"0.7\", nodesep=\"0.25\""};
  if (nodes <= 150)
    return {"sfdp", true,
            "overlap=\"prism\", overlap_scaling=\"-6\", splines=\"true\", K=\"1.1\", repulsiveforce=\"1.6\", "
            "sep=\"+20,+10\""};
  return {"sfdp", false,
          "overlap=\"prism\", overlap_scaling=\"-4\", splines=\"line\", outputorder=\"edgesfirst\", K=\"1.2\", "
          "repulsiveforce=\"1.8\", sep=\"+8\""};
}

/// One for the life of the process: Graphviz's fonts belong to it, and its text plugin remembers the last font it used,
/// so a second context would measure text by a font that is gone.
GVC_t* context() {
  static GVC_t* const only = gvContext();
  return only;
}

/// Graphviz keeps its state in globals, so one drawing is made at a time.
std::string render(const std::string& dot, const char* engine, const char* format) {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  messages().clear();
  agseterr(AGERR);
  agseterrf(remember);
  const std::unique_ptr<Agraph_t, int (*)(Agraph_t*)> graph(agmemread(dot.c_str()), agclose);
  if (!graph) throw Error("Graphviz cannot read the drawing: " + messages());
  if (gvLayout(context(), graph.get(), engine) != 0) throw Error("Graphviz cannot lay out: " + messages());
  char* bytes = nullptr;
  unsigned int length = 0;
  const int failed = gvRenderData(context(), graph.get(), format, &bytes, &length);
  const std::unique_ptr<char, void (*)(char*)> owner(bytes, gvFreeRenderData);
  gvFreeLayout(context(), graph.get());
  if (failed != 0 || bytes == nullptr) throw Error("Graphviz cannot draw " + std::string(format) + ": " + messages());
  return {bytes, length};
}

/// Cairo writes the time into a PDF; the same graph is to give the same bytes, so it becomes a fixed one. Its
/// length stays, because a PDF ends in a table of offsets.
void fix_date(std::string& pdf) {
  constexpr std::string_view name = "/CreationDate (D:";
  const std::size_t at = pdf.rfind(name);
  if (at == pdf.npos) return;
  const std::size_t begin = at + name.size(), end = pdf.find_first_not_of("0123456789", begin);
  constexpr std::string_view date = "20000101000000";
  if (end != pdf.npos && end - begin == date.size()) pdf.replace(begin, date.size(), date);
}

void draw(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options, const char* format) {
  const Selection selection = select(graph, options, options.top == 0 ? default_limit : options.top);
  const Layout layout = layout_for(selection.entities.size());
  DotStyle style;
  style.legend = true;
  style.draw_once = true;
  style.wrap = label_columns;
  style.edge_labels = layout.edge_labels;
  style.attributes = layout.attributes;
  std::string dot;
  StringSink dot_sink(dot);
  write_dot(graph, selection, dot_sink, options, style);
  std::string picture = render(dot, layout.engine, format);
  if (std::string_view(format) == "pdf") fix_date(picture);
  sink.write(picture);
}

}  // namespace

void write_svg(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  draw(graph, sink, options, "svg");
}
void write_png(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  draw(graph, sink, options, "png");
}
void write_pdf(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  draw(graph, sink, options, "pdf");
}

}  // namespace accord
