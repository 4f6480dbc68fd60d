package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.serving.ExportManifest;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.training.report.TextTable;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * An exported model.
 *
 * @param kind {@code export}
 * @param folder the version that a server would load
 * @param inputs type and shape by name; -1 for any size
 * @param outputs likewise
 * @param parameters numbers in it
 * @param manifest what it was exported with
 */
record ExportInspection(
    String kind,
    Path folder,
    Map<String, String> inputs,
    Map<String, String> outputs,
    long parameters,
    ExportManifest manifest)
    implements Inspection {

  static ExportInspection of(Path folder) {
    TensorFlowStart.with(Sessions.DEFAULT);
    try (ServingModel model = ServingModel.load(folder, Sessions.DEFAULT)) {
      return new ExportInspection(
          "export",
          model.folder(),
          described(model.signature().getInputsMap()),
          described(model.signature().getOutputsMap()),
          model.parameters(),
          model.manifest());
    }
  }

  private static Map<String, String> described(Map<String, TensorInfo> tensors) {
    Map<String, String> described = new TreeMap<>();
    tensors.forEach(
        (name, tensor) ->
            described.put(
                name,
                tensor.getDtype().name().replace("DT_", "").toLowerCase(java.util.Locale.ROOT)
                    + " "
                    + sizes(tensor)));
    return described;
  }

  private static List<Long> sizes(TensorInfo tensor) {
    return tensor.getTensorShape().getDimList().stream()
        .map(TensorShapeProto.Dim::getSize)
        .toList();
  }

  @Override
  public String toText() {
    TextTable table = new TextTable();
    table.row("export", folder.toString());
    table.row("model", manifest.model());
    table.row("parameters", Long.toString(parameters));
    table.row("labels", "-" + manifest.range() + " to " + manifest.range());
    table.row("metrics", manifest.metrics());
    table.row("classes", manifest.classes().toString());
    if (manifest.tokens() > 0) {
      table.row("longest text", manifest.tokens() + " tokens");
      table.row("context", manifest.context() + " utterances before");
      table.row("word pieces", Integer.toString(manifest.vocabulary()));
    }
    manifest
        .frames()
        .forEach((input, dims) -> table.row("longest " + input, dims.frames() + " frames"));
    inputs.forEach((name, form) -> table.row("input " + name, form));
    outputs.forEach((name, form) -> table.row("output " + name, form));
    manifest.provenance().forEach((key, value) -> table.row("from " + key, value));
    return table.toString();
  }
}
