package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Cluster;
import org.dmmsa.savedmodel.file.TextFile;
import org.dmmsa.savedmodel.serving.ExportFolder;
import org.dmmsa.training.report.SummaryReport;
import org.dmmsa.training.report.TextTable;
import org.dmmsa.training.run.DryRun;
import org.dmmsa.training.run.Run;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.run.RunFolder;

/** {@code train}: a config over its seeds, to a run folder. */
final class TrainCommand implements Command {
  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "train a config over its seeds, evaluate and export";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.optional("run", "DIR", "folder of the run; new, unless --resume"),
        OptionKinds.optional("config", "FILE", "what to do, as in configs/quickstart.yaml"),
        OptionKinds.optional("set", "KEY=VALUE", "replace a value of the config; repeatable"),
        OptionKinds.optional("data", "FILE", "feature file; the same as --set data.path=FILE"),
        OptionKinds.optional("bert", "DIR", "BERT SavedModel; the same as --set bert.path=DIR"),
        OptionKinds.optional(
            "seeds", "1,12", "one training for each; the same as --set seeds=[1,12]"),
        OptionKinds.flag(
            "resume", "go on with the run if it was begun; with --config, begin it if not"),
        OptionKinds.flag(
            "verify", "with --resume: read all of the data, to see that it is what it was"),
        ClusterOption.of(
            "processes that share out each step, this one first; the others are workers"),
        OptionKinds.flag("dry-run", "open everything, try a step of each stage, write nothing"),
        OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa train --config configs/quickstart.yaml --run runs/first";
  }

  @Override
  public int run(Arguments given, Console console) {
    if (given.has("dry-run")) {
      ClusterOption.refuseWith("dry-run", given);
      RunConfig config = config(given);
      TensorFlowStart.with(config.runtime());
      console.print(DryRunReport.text(DryRun.of(config)));
      return ExitCode.DONE;
    }
    Run begun = given.has("verify") ? prepared(given).verifying() : prepared(given);
    Optional<Cluster> cluster = ClusterOption.value(given);
    Run run = cluster.map(begun::on).orElse(begun);
    TensorFlowStart.with(run.config().runtime());
    if (cluster.isPresent()) {
      ClusterStart.task(cluster.get(), 0, run.config().runtime());
      ClusterStart.awaitWorkers(cluster.get(), console.err());
    }
    SummaryReport summary;
    try (StopRequest stop = StopRequest.onSignals(console.err())) {
      summary = run.run(TrainingProgress.listeners(run.config()), stop::asked);
    }
    RunFolder folder = run.folder();
    console.print(
        given.has("json")
            ? TextFile.read(folder.summary(), "a run's summary")
            : text(summary, folder));
    return ExitCode.DONE;
  }

  private static Run prepared(Arguments given) {
    if (given.has("verify") && !given.has("resume")) {
      throw new InvalidInputException(
          "train: found --verify alone, expected --resume too: a new run has nothing to compare");
    }
    Path folder =
        given
            .path("run")
            .orElseThrow(
                () -> new InvalidInputException("train: found no --run, expected --run DIR"));
    if (given.has("resume") && !given.has("config")) {
      refuseOptionsOfAConfig(given);
      return Run.existing(folder);
    }
    RunConfig config = config(given);
    return given.has("resume") && RunFolder.isBegun(folder)
        ? Run.existing(folder, config)
        : Run.fresh(config, folder);
  }

  private static void refuseOptionsOfAConfig(Arguments given) {
    for (String option : List.of("set", "data", "bert", "seeds")) {
      if (given.has(option)) {
        throw new InvalidInputException(
            "found --resume with --"
                + option
                + " and no --config, expected --resume alone: a run goes on with its own"
                + " config.yaml");
      }
    }
  }

  private static RunConfig config(Arguments given) {
    Path file =
        given
            .path("config")
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "train: found no --config, expected --config FILE (or --resume)"));
    List<String> overrides = ConfigOverrides.of(given);
    if (given.has("seeds")) {
      overrides.add("seeds=" + given.numbers("seeds"));
    }
    return RunConfig.YAML.read(file, overrides, RunConfig.class).withAbsolutePaths();
  }

  private static String text(SummaryReport summary, RunFolder folder) {
    TextTable table = new TextTable();
    table.row("test", "mean", "std", "always the train mean");
    summary
        .test()
        .byKey()
        .forEach(
            (key, spread) ->
                table.row(
                    key,
                    TextTable.number(spread.mean()),
                    TextTable.number(spread.std()),
                    TextTable.number(summary.meanPredictor().test().byKey().get(key))));
    return "%s\nseeds   %s\nrun     %s\nmodel   %s\n"
        .formatted(table, summary.seeds(), folder.root(), newest(folder));
  }

  private static Path newest(RunFolder folder) {
    return ExportFolder.open(folder.exports()).path();
  }
}
