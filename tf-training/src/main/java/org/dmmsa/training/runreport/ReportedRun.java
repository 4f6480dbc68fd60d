package org.dmmsa.training.runreport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.PredictionsCsv;
import org.dmmsa.training.report.SeedMetrics;
import org.dmmsa.training.report.SummaryReport;
import org.dmmsa.training.run.Provenance;
import org.dmmsa.training.run.RunFolder;
import org.dmmsa.training.run.RunInspection;

/**
 * All that a report needs of a run, read once.
 *
 * @param name of its folder, unique in the report
 * @param run its config and how far it is: done
 * @param provenance where it comes from
 * @param summary of all seeds
 * @param seeds in the order in which they ran
 * @param texts of the test split, or why there are none
 */
record ReportedRun(
    String name,
    RunInspection run,
    Provenance provenance,
    SummaryReport summary,
    List<Seed> seeds,
    TestTexts texts) {

  /**
   * A seed that is done.
   *
   * @param epochs of all stages
   * @param test predictions with labels
   * @param similarity mean cosine of each pair of features, where the method has such
   */
  record Seed(
      long seed,
      List<EpochResult> epochs,
      SeedMetrics metrics,
      Predictions test,
      Optional<double[][]> similarity) {

    float[] labels() {
      return test.column(Predictions.LABEL).orElseThrow();
    }

    private static Seed read(long seed, RunFolder.SeedFolder folder) {
      List<EpochResult> epochs = JsonFile.lines(folder.epochs(), EpochResult.class);
      if (epochs.stream().allMatch(epoch -> epoch.losses().isEmpty())) {
        throw new InvalidInputException(
            folder.epochs() + ": found no epoch with losses, expected those of a run that is done");
      }
      return new Seed(
          seed,
          epochs,
          JsonFile.read(folder.metrics(), SeedMetrics.class),
          PredictionsCsv.readLabelled(folder.predictions("test")),
          Optional.of(folder.similarity())
              .filter(Files::exists)
              .map(file -> JsonFile.read(file, double[][].class)));
    }
  }

  /**
   * Reads a run.
   *
   * @throws InvalidInputException if it is not done, or a file of it cannot be read
   */
  static ReportedRun read(Path folder, String name) {
    RunInspection run = RunInspection.of(folder);
    if (!run.done()) {
      throw new InvalidInputException(
          "%s: found a run of which %d of %d seeds are done, expected all and a summary.json (train"
                  .formatted(
                      folder,
                      run.seeds().stream().filter(s -> s.metrics().isPresent()).count(),
                      run.seeds().size())
              + " --resume goes on)");
    }
    RunFolder files = new RunFolder(folder);
    Provenance provenance = JsonFile.read(files.provenance(), Provenance.class);
    List<Seed> seeds =
        run.config().seeds().stream().map(seed -> Seed.read(seed, files.seed(seed))).toList();
    Path data = run.config().data().path().orElse(files.syntheticData());
    return new ReportedRun(
        name,
        run,
        provenance,
        JsonFile.read(files.summary(), SummaryReport.class),
        seeds,
        TestTexts.read(data, provenance, seeds.get(0).test().ids()));
  }

  /** The seed with the best figure on the validation split, which is the exported one. */
  Seed best() {
    long best = run.bestSeed();
    return seeds.stream().filter(seed -> seed.seed() == best).findFirst().orElseThrow();
  }

  /** The name as part of a file's name or an anchor. */
  String fileName(String what) {
    return partOfFileName(name) + "-" + what;
  }

  /** A run's name as part of a file's name. */
  static String partOfFileName(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
