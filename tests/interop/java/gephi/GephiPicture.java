import java.awt.Font;
import java.io.File;
import org.gephi.io.exporter.api.ExportController;
import org.gephi.io.exporter.preview.PNGExporter;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.preview.api.PreviewController;
import org.gephi.preview.api.PreviewProperties;
import org.gephi.preview.api.PreviewProperty;
import org.gephi.preview.types.EdgeColor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/** GephiPicture labels|plain FILE PICTURE: what a user sees of a GEXF who opens it and looks at the preview. Needs a display. */
public class GephiPicture {
  public static void main(String[] arguments) throws Exception {
    ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
    projects.newProject();
    Workspace workspace = projects.getCurrentWorkspace();
    ImportController importer = Lookup.getDefault().lookup(ImportController.class);
    Container container = importer.importFile(new File(arguments[1]));
    importer.process(container, new DefaultProcessor(), workspace);
    PreviewController preview = Lookup.getDefault().lookup(PreviewController.class);
    PreviewProperties properties = preview.getModel(workspace).getProperties();
    properties.putValue(PreviewProperty.SHOW_NODE_LABELS, arguments[0].equals("labels"));
    properties.putValue(PreviewProperty.NODE_LABEL_FONT, new Font("Noto Sans CJK TC", Font.PLAIN, 12));
    properties.putValue(PreviewProperty.NODE_LABEL_PROPORTIONAL_SIZE, Boolean.FALSE);
    properties.putValue(PreviewProperty.EDGE_COLOR, new EdgeColor(EdgeColor.Mode.SOURCE));
    preview.refreshPreview(workspace);
    ExportController exporter = Lookup.getDefault().lookup(ExportController.class);
    PNGExporter png = (PNGExporter) exporter.getExporter("png");
    png.setWorkspace(workspace);
    png.setWidth(1600);
    png.setHeight(1200);
    exporter.exportFile(new File(arguments[2]), png);
    System.exit(0);
  }
}
