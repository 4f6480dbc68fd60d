package org.dmmsa.lab.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.savedmodel.safetensors.Safetensors;
import org.dmmsa.savedmodel.serving.ExportFolder;
import org.dmmsa.savedmodel.tokenizer.TextTokenizer;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.StateFile;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.summary.DataInspection;
import org.dmmsa.training.evaluation.ModelEvaluator;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.PredictionsCsv;
import org.dmmsa.training.report.SeedMetrics;
import org.dmmsa.training.report.SummaryReport;
import org.dmmsa.training.report.TextsCsv;
import org.dmmsa.training.run.Provenance;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.run.RunFolder;
import org.dmmsa.training.run.RunInspection;

/** All formats that the product reads from files, each through what its commands call. */
public final class FuzzFormats {
  private static final String TEXT = "the film was great";
  private static final int TOKENS = 50;
  private static final String EXPORT = "run/export/1";
  private static final String BERT = "run/tiny-bert";

  /** In the order in which they are tried. */
  public static final List<FuzzFormat> ALL =
      List.of(
          new FuzzFormat("pickle", Samples::pickles, samples -> FuzzFormats::readPickle),
          new FuzzFormat(
              "safetensors",
              samples -> List.of(samples.resolve(Samples.SAFETENSORS)),
              samples -> FuzzFormats::readSafetensors),
          new FuzzFormat(
              "checkpoint",
              samples -> below(samples.resolve(Samples.CHECKPOINT)),
              SmallCheckpoint::reader),
          new FuzzFormat(
              "saved_model",
              samples -> savedModel(samples.resolve(EXPORT)),
              samples -> file -> evaluate(samples)),
          new FuzzFormat(
              "bert",
              samples -> savedModel(samples.resolve(BERT)),
              samples -> file -> BertSavedModel.open(samples.resolve(BERT)).sizes()),
          new FuzzFormat(
              "tokenizer",
              samples -> List.of(samples.resolve("run/vocab.txt")),
              samples -> FuzzFormats::readTokenizer),
          new FuzzFormat(
              "config",
              samples -> List.of(samples.resolve("run/config.yaml")),
              samples -> file -> RunConfig.YAML.read(file, List.of(), RunConfig.class)),
          new FuzzFormat(
              "manifest",
              samples -> List.of(samples.resolve("run/export/1/assets/model.yaml")),
              samples -> file -> ExportFolder.open(file.getParent().getParent())),
          new FuzzFormat(
              "predictions",
              samples -> List.of(samples.resolve("run/seed-1/predictions-test.csv")),
              samples -> PredictionsCsv::readLabelled),
          new FuzzFormat(
              "texts",
              samples -> List.of(samples.resolve(Samples.TEXTS)),
              samples -> TextsCsv::read),
          new FuzzFormat(
              "state",
              samples -> List.of(samples.resolve("run/seed-1/checkpoints/last/state.json")),
              samples -> FuzzFormats::readState),
          new FuzzFormat(
              "run",
              samples ->
                  List.of(
                      samples.resolve("run/summary.json"),
                      samples.resolve("run/provenance.json"),
                      samples.resolve("run/seed-1/metrics.json"),
                      samples.resolve("run/seed-1/epochs.jsonl")),
              samples -> file -> readRun(samples.resolve("run"))));

  private FuzzFormats() {}

  /**
   * Those of these names.
   *
   * @throws InvalidInputException if there is none of a name
   */
  public static List<FuzzFormat> named(List<String> names) {
    return names.stream().map(FuzzFormats::named).toList();
  }

  static FuzzFormat named(String name) {
    return ALL.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "found the format '%s', expected some of %s"
                        .formatted(
                            name, String.join(", ", ALL.stream().map(FuzzFormat::name).toList()))));
  }

  /** The graph, and the index and numbers of its variables. */
  private static List<Path> savedModel(Path folder) {
    List<Path> files = new ArrayList<>(List.of(folder.resolve("saved_model.pb")));
    files.addAll(below(folder.resolve("variables")));
    return files;
  }

  private static List<Path> below(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readPickle(Path file) {
    try (Dataset data = Dataset.open(file, DataInspection.READ)) {
      data.notes();
    }
  }

  /** As the command of this name does: a graph that can be loaded may still not answer. */
  private static void evaluate(Path samples) {
    try (ModelEvaluator model =
        ModelEvaluator.open(
            samples.resolve(EXPORT), samples.resolve("run/synthetic.pkl"), Optional.empty())) {
      model.predictions(model.splits("test"));
    }
  }

  private static void readSafetensors(Path file) {
    Safetensors arrays = Safetensors.open(file);
    arrays.arrays().keySet().forEach(arrays::floats);
  }

  private static void readTokenizer(Path file) {
    try (TextTokenizer tokenizer = TextTokenizer.open(file.getParent(), true)) {
      tokenizer.ids(TEXT, TOKENS);
    }
  }

  /** As {@code inspect}, {@code report} and {@code train --resume} do. */
  private static void readRun(Path run) {
    RunInspection.of(run);
    RunFolder files = new RunFolder(run);
    JsonFile.read(files.provenance(), Provenance.class);
    JsonFile.read(files.summary(), SummaryReport.class);
    JsonFile.read(files.seed(1).metrics(), SeedMetrics.class);
    JsonFile.lines(files.seed(1).epochs(), EpochResult.class);
  }

  private static void readState(Path file) {
    StateFile.of(new CheckpointFolder(file.getParent().getParent()), "last");
  }
}
