package org.dmmsa.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.FolderLock;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.experiment.Experiment;
import org.dmmsa.training.experiment.ExperimentReport;
import org.dmmsa.training.queue.RunQueue;
import org.dmmsa.training.queue.RunQueue.Failed;
import org.dmmsa.training.queue.Workers;

/** {@code experiment}: a table or figure of the paper, run by run. */
final class ExperimentCommand implements Command {
  private static final Path FILES = Path.of("configs/experiments");
  private static final String BEST_OF_TEST = "best-of-test";

  @Override
  public String name() {
    return "experiment";
  }

  @Override
  public String summary() {
    return "many runs: a table or a figure of the paper";
  }

  @Override
  public List<String> operands() {
    return List.of("NAME");
  }

  @Override
  public Options options() {
    Options options =
        OptionKinds.options(
            OptionKinds.needed("run", "DIR", "folder of all its runs; a repeated command goes on"),
            OptionKinds.optional("data-root", "DIR", "folder with the datasets' files in it"),
            OptionKinds.optional("data", "NAME=FILE", "the file of one dataset; repeatable"),
            OptionKinds.optional("bert", "DIR", "BERT SavedModel"),
            OptionKinds.optional("seeds", "1,12", "in place of those of the experiment's file"),
            OptionKinds.optional("set", "KEY=VALUE", "replace a value in every run; repeatable"),
            OptionKinds.optional(
                "jobs", "N", "runs at a time (1; on Spark as many as it has cores for)"),
            OptionKinds.flag("quick", "try it in minutes: synthetic data, a tiny BERT, few seeds"),
            OptionKinds.flag(
                "plan",
                "try a step of each row, print what is to be done and how long it takes, and stop"),
            OptionKinds.optional(
                "peers-protocol",
                BEST_OF_TEST,
                "also show what the runs would claim by each metric's best test epoch"));
    SparkOptions.all().forEach(options::addOption);
    return options.addOption(OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa experiment table5 --quick --run runs/table5";
  }

  @Override
  public int run(Arguments given, Console console) {
    boolean bestOfTest = given.choice("peers-protocol", BEST_OF_TEST).isPresent();
    Experiment experiment = Experiment.of(file(given.operand(0)), surroundings(given));
    TensorFlowStart.with(experiment.runs().get(0).config().runtime());
    if (given.has("plan")) {
      console.print(ExperimentPlan.text(experiment, ExperimentPlan.triedTime(experiment)));
      return ExitCode.DONE;
    }
    try (Workers workers = SparkOptions.workers(given)) {
      return FolderLock.whileHeld(
          experiment.where().folder(), () -> run(experiment, workers, bestOfTest, given, console));
    }
  }

  private static int run(
      Experiment experiment,
      Workers workers,
      boolean bestOfTest,
      Arguments given,
      Console console) {
    console.err().print(ExperimentPlan.text(experiment, ExperimentPlan.timeLeft(experiment, 1)));
    List<Failed> failed;
    try (StopRequest stop = StopRequest.onSignals(console.err())) {
      RunsProgress progress =
          new RunsProgress(() -> ExperimentPlan.state(experiment, workers.atATime()));
      failed = new RunQueue(experiment.runs(), workers, progress, stop::asked).run();
    } catch (TrainingInterruptedException e) {
      report(experiment, bestOfTest); // a table half done can be read
      throw e;
    }
    ExperimentReport report = report(experiment, bestOfTest);
    if (given.has("json")) {
      console.json(report.rows());
    } else {
      console.print(report.text());
      console.print("results " + experiment.where().folder().resolve("experiment.md") + "\n");
    }
    return new FailedRuns(failed).end(experiment.runs().size(), console);
  }

  private static ExperimentReport report(Experiment experiment, boolean bestOfTest) {
    ExperimentReport report = ExperimentReport.of(experiment, bestOfTest);
    report.write(experiment.where().folder());
    return report;
  }

  private static Experiment.Surroundings surroundings(Arguments given) {
    for (String source : List.of("data-root", "data", "bert")) {
      if (given.has("quick") && given.has(source)) {
        throw new InvalidInputException(
            "found --quick and --%s, expected one of them: --quick makes its own data and BERT"
                .formatted(source));
      }
    }
    return new Experiment.Surroundings(
        given.path("run").orElseThrow(),
        given.path("data-root"),
        data(given.all("data")),
        given.path("bert"),
        given.has("seeds") ? given.numbers("seeds") : List.of(),
        given.all("set"),
        given.has("quick"));
  }

  private static Map<String, Path> data(List<String> named) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String each : named) {
      int equals = each.indexOf('=');
      if (equals < 1 || equals == each.length() - 1) {
        throw new InvalidInputException(
            "--data " + each + ": found no name and file, expected --data NAME=FILE as mosi=m.pkl");
      }
      files.put(each.substring(0, equals), Path.of(each.substring(equals + 1)));
    }
    return files;
  }

  private static Path file(String name) {
    Path file = name.endsWith(".yaml") ? Path.of(name) : FILES.resolve(name + ".yaml");
    if (!Files.exists(file)) {
      throw new InvalidInputException(
          "found no experiment %s, expected a file or one of %s"
              .formatted(name, String.join(", ", known())));
    }
    return file;
  }

  private static List<String> known() {
    if (!Files.isDirectory(FILES)) {
      return List.of("none: there is no folder " + FILES + " here");
    }
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
