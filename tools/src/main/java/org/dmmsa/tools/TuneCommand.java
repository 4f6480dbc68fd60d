package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;
import org.dmmsa.savedmodel.file.FolderLock;
import org.dmmsa.training.queue.Workers;
import org.dmmsa.training.tuning.Tuning;
import org.dmmsa.training.tuning.TuningReport;
import org.dmmsa.training.tuning.TuningRunner;

/** {@code tune}: settings of a config that do well on the validation split. */
final class TuneCommand implements Command {
  @Override
  public String name() {
    return "tune";
  }

  @Override
  public String summary() {
    return "many runs: search for settings on the validation split";
  }

  @Override
  public Options options() {
    Options options =
        OptionKinds.options(
            OptionKinds.needed("space", "FILE", "what is varied and how, as in configs/tune/"),
            OptionKinds.needed("config", "FILE", "the config that is varied"),
            OptionKinds.needed("run", "DIR", "folder of all runs; a repeated command goes on"),
            OptionKinds.optional("set", "KEY=VALUE", "replace a value in every run; repeatable"),
            OptionKinds.optional("data", "FILE", "feature file; the same as --set data.path=FILE"),
            OptionKinds.optional("bert", "DIR", "BERT SavedModel; the same as --set bert.path=DIR"),
            OptionKinds.optional(
                "jobs", "N", "runs at a time (1; on Spark as many as it has cores for)"),
            OptionKinds.flag("plan", "print what is to be done, and stop"));
    SparkOptions.all().forEach(options::addOption);
    return options.addOption(OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa tune --space configs/tune/quickstart.yaml --config configs/quickstart.yaml"
        + " --run runs/tuned";
  }

  @Override
  public int run(Arguments given, Console console) {
    Path folder = given.path("run").orElseThrow();
    Tuning tuning =
        Tuning.of(
            given.path("space").orElseThrow(),
            new Tuning.Surroundings(
                given.path("config").orElseThrow(), ConfigOverrides.of(given), folder));
    if (given.has("plan")) {
      console.print(TuningPlan.withTrials(tuning));
      return ExitCode.DONE;
    }
    try (Workers workers = SparkOptions.workers(given)) {
      return FolderLock.whileHeld(folder, () -> run(tuning, workers, given, console));
    }
  }

  private static int run(Tuning tuning, Workers workers, Arguments given, Console console) {
    Path folder = tuning.where().folder();
    console.err().print(TuningPlan.text(tuning));
    TensorFlowStart.with(tuning.runs().get(0).config().runtime());
    FailedRuns failed;
    try (StopRequest stop = StopRequest.onSignals(console.err())) {
      RunsProgress progress = new RunsProgress(() -> TuningPlan.state(tuning, workers.atATime()));
      failed = new FailedRuns(new TuningRunner(tuning, workers, progress, stop::asked).run());
    }
    TuningReport report = TuningReport.of(tuning);
    report.write(folder);
    if (given.has("json")) {
      console.json(report.figures());
    } else {
      console.print(report.table().text() + best(report, folder));
    }
    return report.best().isPresent() && !failed.ours()
        ? ExitCode.DONE
        : failed.end(tuning.size(), console);
  }

  private static String best(TuningReport report, Path folder) {
    return report
        .best()
        .map(
            best ->
                """

                best     trial %d, valid %s %.4f
                set      %s
                config   %s
                results  %s
                """
                    .formatted(
                        best.trial(),
                        report.figures().by(),
                        best.valid(),
                        best.overrides().stream()
                            .map(each -> "--set " + ShellWord.of(each))
                            .collect(Collectors.joining(" ")),
                        folder.resolve("best.yaml"),
                        folder.resolve("trials.md")))
        .orElse("");
  }
}
