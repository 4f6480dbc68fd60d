package org.dmmsa.savedmodel.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.dmmsa.Dmmsa;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.checkpoint.VariableFiles;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** The network of {@code dmmsa.json}: its checkpoint, and an export of it. */
record TinyExport(Pooling pooling, boolean heads) {
  /** Nothing is written about the export. */
  static final Function<SortedMap<String, String>, Map<String, String>> NONE = files -> Map.of();

  private static final Golden GOLDEN = Golden.load("dmmsa");
  private static final InputDims DIMS = GoldenNetwork.dmmsaDims(GOLDEN);
  static final ExportManifest MANIFEST =
      new ExportManifest(
          "dmmsa",
          Map.of("audio", DIMS.of(Input.AUDIO), "vision", DIMS.of(Input.VISION)),
          DIMS.requireBert().positions(),
          2,
          DIMS.requireBert().vocabulary(),
          true,
          3,
          "mosi",
          List.of("negative", "neutral", "positive"),
          "none",
          Map.of("seed", "1"));

  /** The network, with dropout that must not act in an export. */
  Dmmsa.Config config() {
    Dmmsa.Config golden =
        GoldenNetwork.dmmsa(GOLDEN, GoldenNetwork.losses(GOLDEN, heads, heads, heads));
    return new Dmmsa.Config(
        Optional.of(new BertDropout(0.5f, 0.5f)),
        golden.width(),
        golden.heads(),
        golden.inner(),
        golden.audioLayers(),
        golden.visionLayers(),
        golden.feature(),
        0.5f,
        0.5f,
        0.5f,
        pooling,
        golden.textPooling(),
        golden.headLayers(),
        golden.losses());
  }

  /** The network over weights. */
  SentimentModel over(Weights weights) {
    return config().build(weights, DIMS);
  }

  /** Writes the golden weights, under {@code weights.*}. */
  void writeCheckpoint(Path folder) {
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.restored(harness.tf());
      over(weights);
      harness.assign(GoldenNetwork.dmmsaWeights(GOLDEN).values(weights.all()));
      Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
      for (Weight weight : weights.all()) {
        variables.put(weight.path(), weight.variable());
      }
      Files.createDirectories(folder);
      new VariableFiles(harness.tf(), variables).save(harness.session(), folder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** An exporter, and what it needs on disk under a folder. */
  SavedModelExporter exporter(Path folder) {
    writeCheckpoint(folder.resolve("checkpoint"));
    return new SavedModelExporter(config(), DIMS, MANIFEST, List.of(vocabulary(folder)));
  }

  static Path vocabulary(Path folder) {
    try {
      return Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Exports to {@code FOLDER/export/1}. */
  Path write(Path folder) {
    Path to = folder.resolve("export").resolve("1");
    try {
      exporter(folder).export(folder.resolve("checkpoint"), WeightPrecision.FLOAT32, to, NONE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return to;
  }
}
