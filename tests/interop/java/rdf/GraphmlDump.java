import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jgrapht.alg.util.Pair;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DirectedPseudograph;
import org.jgrapht.nio.Attribute;
import org.jgrapht.nio.graphml.GraphMLImporter;
import org.jgrapht.util.SupplierUtil;

/** GraphmlDump FILE: JGraphT reads GraphML, checking it against the official schema; prints counts and a hash of all values. */
public class GraphmlDump {
  public static void main(String[] arguments) throws Exception {
    DirectedPseudograph<String, DefaultEdge> graph =
        new DirectedPseudograph<>(SupplierUtil.createStringSupplier(), SupplierUtil.createDefaultEdgeSupplier(), false);
    GraphMLImporter<String, DefaultEdge> importer = new GraphMLImporter<>();
    importer.setSchemaValidation(true);
    Map<String, TreeMap<String, String>> nodes = new HashMap<>();
    Map<DefaultEdge, TreeMap<String, String>> edges = new HashMap<>();
    importer.setVertexFactory(id -> id);
    importer.addVertexAttributeConsumer((Pair<String, String> key, Attribute value) ->
        nodes.computeIfAbsent(key.getFirst(), k -> new TreeMap<>()).put(key.getSecond(), value.getValue()));
    importer.addEdgeAttributeConsumer((Pair<DefaultEdge, String> key, Attribute value) ->
        edges.computeIfAbsent(key.getFirst(), k -> new TreeMap<>()).put(key.getSecond(), value.getValue()));
    importer.importGraph(graph, new File(arguments[0]));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (String node : graph.vertexSet()) out.println("node\t" + node + "\t" + hex(nodes.get(node)));
    for (DefaultEdge edge : graph.edgeSet()) {
      out.println("edge\t" + graph.getEdgeSource(edge) + "\t" + graph.getEdgeTarget(edge) + "\t" + hex(edges.get(edge)));
    }
    out.flush();
  }

  /** name=value, each in hex, so that no value can end a line. */
  static String hex(TreeMap<String, String> values) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      for (byte b : (entry.getKey() + "=" + entry.getValue()).getBytes(StandardCharsets.UTF_8)) text.append(String.format("%02x", b));
      text.append(' ');
    }
    return text.toString();
  }
}
