package org.dmmsa.savedmodel.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Dmmsa;
import org.dmmsa.model.DmmsaObjectives;
import org.dmmsa.model.DmmsaSizes;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.loss.ContrastiveLoss;
import org.dmmsa.savedmodel.checkpoint.VariableFiles;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** The network of {@code dmmsa.json}: its checkpoint, and an export of it. */
record TinyExport(Pooling pooling, boolean heads) {
  static final ExportManifest MANIFEST =
      new ExportManifest(
          "dmmsa",
          3,
          5,
          5,
          6,
          16,
          40,
          true,
          3,
          "mosi",
          List.of("negative", "neutral", "positive"),
          "none",
          Map.of("seed", "1"));

  /** The network over weights. */
  SentimentModel over(Weights weights) {
    DmmsaSizes golden = GoldenNetwork.dmmsa();
    DmmsaSizes sizes = new DmmsaSizes(pooled(golden.audio()), pooled(golden.vision()), 8, 3, 0.5f);
    DmmsaObjectives objectives =
        new DmmsaObjectives(heads, heads, heads, ContrastiveLoss.Form.MULTI_NT_XENT, 0.5f, 1);
    return new Dmmsa(weights, GoldenNetwork.bert(), sizes, objectives);
  }

  private SequenceSizes pooled(SequenceSizes sizes) {
    return new SequenceSizes(sizes.frames(), sizes.features(), sizes.transformer(), pooling);
  }

  /** Writes the golden weights, under {@code weights.*}. */
  void writeCheckpoint(Path folder) {
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.restored(harness.tf());
      over(weights);
      harness.assign(GoldenNetwork.dmmsaWeights(Golden.load("dmmsa")).values(weights.all()));
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
    return new SavedModelExporter(this::over, MANIFEST, vocabulary(folder));
  }

  static Path vocabulary(Path folder) {
    try {
      return Files.writeString(folder.resolve("words.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Exports to {@code FOLDER/export/1}. */
  Path write(Path folder) {
    Path to = folder.resolve("export").resolve("1");
    try {
      exporter(folder).export(folder.resolve("checkpoint"), to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return to;
  }
}
