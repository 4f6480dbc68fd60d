package org.dmmsa.training.runreport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.metric.Aggregate;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.SeedMetrics;
import org.dmmsa.training.run.RunFolder;
import org.dmmsa.training.run.RunInspection;
import org.dmmsa.training.run.RunInspection.SeedProgress;

/**
 * A run in a list of runs.
 *
 * @param run its folder
 * @param state {@code done}, {@code begun} (nothing tells whether it runs or was stopped) or {@code
 *     unreadable}
 * @param method its name, where the config can be read
 * @param seedsDone how many seeds are trained and scored
 * @param seeds how many there are to be
 * @param epochs done, of all seeds and stages
 * @param valid over the seeds that are done, if any are
 * @param test over the seeds that are done, if any are
 * @param bytes on the disk, of names that share a file once
 * @param problem why it cannot be read
 */
public record RunOverview(
    Path run,
    String state,
    Optional<String> method,
    int seedsDone,
    int seeds,
    int epochs,
    Optional<Aggregate> valid,
    Optional<Aggregate> test,
    long bytes,
    Optional<String> problem) {

  /** Reads a run; one that cannot be read says so and is no failure. */
  public static RunOverview of(Path folder) {
    try {
      return of(RunInspection.of(folder));
    } catch (InvalidInputException e) {
      return new RunOverview(
          folder,
          "unreadable",
          Optional.empty(),
          0,
          0,
          0,
          Optional.empty(),
          Optional.empty(),
          DiskUse.of(folder),
          Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private static RunOverview of(RunInspection run) {
    List<SeedMetrics> done = metrics(run);
    return new RunOverview(
        run.folder(),
        run.done() ? "done" : "begun",
        Optional.of(run.config().method()),
        done.size(),
        run.seeds().size(),
        run.seeds().stream().mapToInt(SeedProgress::epochs).sum(),
        aggregate(done.stream().map(SeedMetrics::valid).toList()),
        aggregate(done.stream().map(SeedMetrics::test).toList()),
        DiskUse.of(run.folder()),
        Optional.empty());
  }

  /** Of the seeds that are done, in their order. */
  static List<SeedMetrics> metrics(RunInspection run) {
    RunFolder folder = new RunFolder(run.folder());
    return run.seeds().stream()
        .filter(seed -> seed.metrics().isPresent())
        .map(seed -> JsonFile.read(folder.seed(seed.seed()).metrics(), SeedMetrics.class))
        .toList();
  }

  private static Optional<Aggregate> aggregate(List<Metrics> seeds) {
    return seeds.isEmpty() ? Optional.empty() : Optional.of(Aggregate.of(seeds));
  }
}
