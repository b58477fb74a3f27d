import java.io.File;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.AppendProcessor;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/** GephiDump default|keep FILE…: imports the files into one workspace, prints issues, nodes and edges, a line of JSON each. */
public class GephiDump {
  static StringBuilder json = new StringBuilder();

  static void string(String text) {
    json.append('"');
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') json.append('\\').append(c);
      else if (c < 0x20 || c >= 0x7F) json.append(String.format("\\u%04x", (int) c));
      else json.append(c);
    }
    json.append('"');
  }

  static void member(String name, Object value) {
    if (json.charAt(json.length() - 1) != '{') json.append(',');
    string(name);
    json.append(':');
    value(value);
  }

  static void value(Object value) {
    if (value == null) json.append("null");
    else if (value instanceof Number n && !Double.isNaN(n.doubleValue())) json.append(value);
    else if (value instanceof Object[] list) {
      json.append('[');
      for (int i = 0; i < list.length; ++i) {
        if (i > 0) json.append(',');
        value(list[i]);
      }
      json.append(']');
    } else string(value.toString());
  }

  static void attributes(Element element) {
    json.append(",\"attributes\":{");
    for (Column column : element.getAttributeColumns()) {
      if (!column.isProperty() && element.getAttribute(column) != null) member(column.getTitle(), element.getAttribute(column));
    }
    json.append('}');
  }

  /** The first and the last day at which the timeline shows it. */
  static void period(Element element) {
    Interval[] intervals = element.getIntervals();
    if (intervals == null || intervals.length == 0) return;
    member("start", Instant.ofEpochMilli((long) intervals[0].getLow()).toString().substring(0, 10));
    member("end", Instant.ofEpochMilli((long) intervals[intervals.length - 1].getHigh()).toString().substring(0, 10));
  }

  static void print() {
    System.out.println(json);
    json.setLength(0);
  }

  public static void main(String[] arguments) throws Exception {
    ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
    projects.newProject();
    Workspace workspace = projects.getCurrentWorkspace();
    ImportController importer = Lookup.getDefault().lookup(ImportController.class);
    for (int i = 1; i < arguments.length; ++i) {
      Container container = importer.importFile(new File(arguments[i]));
      // The second file of a pair speaks of nodes that the first has brought.
      container.getLoader().setAllowAutoNode(i > 1);
      if (arguments[0].equals("keep")) container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
      container.verify();
      importer.process(container, i == 1 ? new DefaultProcessor() : new AppendProcessor(), workspace);
      for (Iterator<Issue> issues = container.getReport().getIssues(10000); issues.hasNext(); ) {
        Issue issue = issues.next();
        json.append("{\"issue\":");
        string(issue.getMessage());
        member("level", Objects.toString(issue.getLevel()));
        json.append('}');
        print();
      }
    }
    GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace);
    for (Node node : model.getGraph().getNodes()) {
      json.append("{\"node\":");
      string(node.getId().toString());
      member("label", node.getLabel());
      member("x", (double) node.x());
      member("y", (double) node.y());
      member("size", (double) node.size());
      member("colour", String.format("#%02X%02X%02X", (int) (node.r() * 255 + 0.5), (int) (node.g() * 255 + 0.5), (int) (node.b() * 255 + 0.5)));
      period(node);
      attributes(node);
      json.append('}');
      print();
    }
    for (Edge edge : model.getGraph().getEdges()) {
      json.append("{\"edge\":");
      string(edge.getId().toString());
      member("source", edge.getSource().getId());
      member("target", edge.getTarget().getId());
      member("kind", edge.getTypeLabel());
      member("label", edge.getLabel());
      member("weight", edge.getWeight());
      member("directed", edge.isDirected() ? 1 : 0);
      period(edge);
      attributes(edge);
      json.append('}');
      print();
    }
    System.out.flush();
    System.exit(0);
  }
}
