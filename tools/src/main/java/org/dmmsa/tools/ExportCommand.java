package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.serving.ExampleRequest;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.savedmodel.serving.WeightPrecision;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.run.PredictionChange;
import org.dmmsa.training.run.Run;
import org.dmmsa.training.run.RunInspection;

/** {@code export}: a SavedModel from a checkpoint of a run. */
final class ExportCommand implements Command {
  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "write a run's checkpoint as a SavedModel";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.needed("run", "DIR", "folder of the run"),
        OptionKinds.needed("to", "DIR", "version folder to make, as in models/dmmsa/1"),
        OptionKinds.optional("seed", "N", "of which seed; the best by validation by default"),
        OptionKinds.optional("checkpoint", "NAME", "best, last or initial; best by default"),
        OptionKinds.optional(
            "precision", "NAME", "of kernels and tables: float32 or float16; float32 by default"),
        OptionKinds.optional(
            "example-request", "FILE", "also write a body for TF Serving's REST API"),
        OptionKinds.flag("force", "replace that file if it is there"));
  }

  @Override
  public String example() {
    return "./dmmsa export --run runs/first --checkpoint last --to models/dmmsa/1";
  }

  @Override
  public int run(Arguments given, Console console) {
    RunInspection run = RunInspection.of(given.path("run").orElseThrow());
    List<Long> seeds = run.config().seeds();
    long seed = given.number("seed").orElse(run.bestSeed());
    if (!seeds.contains(seed)) {
      throw new InvalidInputException("--seed: found " + seed + ", expected one of " + seeds);
    }
    String checkpoint = given.choice("checkpoint", "best", "last", "initial").orElse("best");
    WeightPrecision precision =
        given
            .choice("precision", "float32", "float16")
            .flatMap(WeightPrecision::of)
            .orElse(WeightPrecision.FLOAT32);
    Path to = given.path("to").orElseThrow();
    Optional<Path> request =
        given.path("example-request").map(file -> given.newFile("example-request"));
    TensorFlowStart.with(Sessions.DEFAULT);
    Run.existing(run.folder()).export(seed, checkpoint, precision, to);
    if (precision != WeightPrecision.FLOAT32) {
      console.err().println(change(run, seed, checkpoint, to));
    }
    request.ifPresent(file -> writeRequest(to, file));
    return ExitCode.DONE;
  }

  private static String change(RunInspection run, long seed, String checkpoint, Path to) {
    Optional<PredictionChange> change =
        checkpoint.equals("best") ? PredictionChange.of(run.folder(), seed, to) : Optional.empty();
    return change
        .map(
            found ->
                String.format(
                    Locale.ROOT,
                    "scores of the %d validation rows move by at most %.2g",
                    found.rows(),
                    found.largest()))
        .orElse(
            "what it does to the scores was not measured: that takes the best checkpoint of a seed"
                + " that is done, and the data file of the run");
  }

  private static void writeRequest(Path export, Path file) {
    try (ServingModel model = ServingModel.load(export, Sessions.DEFAULT)) {
      JsonFile.write(file, ExampleRequest.of(model));
    }
  }
}
