import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdVersion;
import com.apicatalog.jsonld.document.JsonDocument;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.Rio;

/** RdfDump jena|rdf4j|titanium|jsonld-java FILE OUT: reads JSON-LD with that library, writes N-Quads. */
public class RdfDump {
  public static void main(String[] arguments) throws Exception {
    try (InputStream in = new FileInputStream(arguments[1]); OutputStream out = new FileOutputStream(arguments[2])) {
      switch (arguments[0]) {
        case "jena" -> {
          Dataset dataset = DatasetFactory.create();
          RDFDataMgr.read(dataset, in, "http://base.invalid/", Lang.JSONLD);
          RDFDataMgr.write(out, dataset, Lang.NQUADS);
        }
        case "rdf4j" -> {
          RDFParser parser = Rio.createParser(RDFFormat.JSONLD);
          parser.setRDFHandler(Rio.createWriter(RDFFormat.NQUADS, out));
          parser.parse(in, "http://base.invalid/");
        }
        case "titanium" -> {
          try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            JsonLd.toRdf(JsonDocument.of(in)).mode(JsonLdVersion.V1_0).provide(new com.apicatalog.rdf.nquads.NQuadsWriter(writer));
          }
        }
        case "jsonld-java" -> {
          Object json = com.github.jsonldjava.utils.JsonUtils.fromInputStream(in);
          com.github.jsonldjava.core.JsonLdOptions options = new com.github.jsonldjava.core.JsonLdOptions();
          options.format = com.github.jsonldjava.core.JsonLdConsts.APPLICATION_NQUADS;
          out.write(com.github.jsonldjava.core.JsonLdProcessor.toRDF(json, options).toString().getBytes(StandardCharsets.UTF_8));
        }
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }
}
