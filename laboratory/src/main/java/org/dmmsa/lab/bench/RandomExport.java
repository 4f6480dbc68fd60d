package org.dmmsa.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.checkpoint.VariableFiles;
import org.dmmsa.savedmodel.file.Folders;
import org.dmmsa.savedmodel.serving.ExportManifest;
import org.dmmsa.savedmodel.serving.SavedModelExporter;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.savedmodel.serving.WeightPrecision;
import org.dmmsa.training.run.RunConfig;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * An exported model that never learnt anything: an answer takes as long whatever the weights are.
 *
 * @param config has the network
 * @param dims the sizes of its inputs
 * @param setup has threads, and the BERT whose vocabulary is taken
 * @param folder where its files go; a BERT of base size takes a gigabyte there for a while
 */
record RandomExport(RunConfig config, InputDims dims, Setup setup, TemporaryFolder folder) {

  /** Writes and loads it. */
  ServingModel load() {
    try {
      Path checkpoint = Files.createDirectory(folder.path().resolve("checkpoint"));
      save(checkpoint);
      Path export = folder.path().resolve("export").resolve("1");
      new SavedModelExporter(config.model(), dims, manifest(), tokenizer())
          .export(checkpoint, WeightPrecision.FLOAT32, export, sums -> Map.of());
      Folders.delete(checkpoint);
      return ServingModel.load(export, setup.sessions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void save(Path checkpoint) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = Weights.initialized(tf, Setup.SEED);
      config.model().build(weights, dims);
      Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
      for (Weight weight : weights.all()) {
        variables.put(weight.path(), weight.variable());
      }
      VariableFiles files = new VariableFiles(tf, variables);
      try (Session session = setup.sessions().open(graph)) {
        session.initialize();
        files.save(session, checkpoint);
      }
    }
  }

  private List<Path> tokenizer() throws IOException {
    if (setup.bert().isPresent()) {
      return setup.bert().map(BertSavedModel::tokenizer).orElseThrow();
    }
    Path vocabulary = folder.path().resolve("vocab.txt");
    List<String> pieces =
        IntStream.range(0, dims.requireBert().vocabulary()).mapToObj(i -> "piece" + i).toList();
    return List.of(Files.write(vocabulary, pieces));
  }

  private ExportManifest manifest() {
    return new ExportManifest(
        config.method(),
        TrainingTask.byKey(dims),
        setup.sizes().tokens(),
        0,
        dims.requireBert().vocabulary(),
        true,
        config.data().range(),
        config.data().metricsName(),
        List.of("negative", "neutral", "positive"),
        "none",
        Map.of());
  }
}
