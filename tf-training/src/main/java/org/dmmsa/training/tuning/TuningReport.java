package org.dmmsa.training.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.ResultTable;
import org.dmmsa.training.run.RunConfig;

/**
 * What a search came to, on the validation split alone.
 *
 * @param table the trials, the best first
 * @param figures the same for programs
 * @param best the best trial, if one came to an end
 */
public record TuningReport(ResultTable table, Figures figures, Optional<Best> best) {

  /**
   * The content of {@code results.json}.
   *
   * @param by what trials are judged by, on the validation split
   * @param trials the best first
   */
  public record Figures(String by, List<TrialFigures> trials) {}

  /**
   * What a trial reached.
   *
   * @param trial its number
   * @param epochs of its longest training; none where all are as long
   * @param valid the mean over the seeds; undefined if it failed
   * @param seeds by seed, the figures that the mean is of
   * @param values by key of the config
   */
  public record TrialFigures(
      int trial,
      Optional<Integer> epochs,
      double valid,
      Map<Long, Double> seeds,
      Map<String, JsonNode> values) {
    private static TrialFigures of(TrialResult result) {
      OptionalInt epochs = result.rung().epochs();
      return new TrialFigures(
          result.trial().number(),
          epochs.isPresent() ? Optional.of(epochs.getAsInt()) : Optional.empty(),
          result.mean(),
          result.figures(),
          result.trial().values());
    }
  }

  /**
   * The best trial.
   *
   * @param trial its number
   * @param valid its figure
   * @param overrides of the config, as {@code a.b=value}
   * @param config with these, and with the seeds of the file that was varied
   */
  public record Best(int trial, double valid, List<String> overrides, RunConfig config) {}

  /** Sums up the runs; all that did not fail have to be done. */
  public static TuningReport of(Tuning tuning) {
    List<TrialResult> ranked = ranked(tuning);
    Optional<Best> best =
        ranked.stream()
            .findFirst()
            .filter(first -> !first.failed())
            .map(
                first ->
                    new Best(
                        first.trial().number(),
                        first.mean(),
                        tuning.overrides(first.trial(), first.rung()),
                        tuning.config(first.trial(), first.rung())));
    return new TuningReport(
        TrialTable.of(tuning, ranked),
        new Figures(tuning.by().key(), ranked.stream().map(TrialFigures::of).toList()),
        best);
  }

  /** Each trial by its last rung: those of later rungs first, the best first within one. */
  private static List<TrialResult> ranked(Tuning tuning) {
    List<TrialResult> ranked = new ArrayList<>();
    List<Rung> lastFirst = new ArrayList<>(tuning.rungs());
    Collections.reverse(lastFirst);
    for (Rung rung : lastFirst) {
      TrialResult.ranked(tuning.results(rung), tuning.by()).stream()
          .filter(result -> ranked.stream().noneMatch(r -> r.trial().equals(result.trial())))
          .forEach(ranked::add);
    }
    return ranked;
  }

  /**
   * Writes {@code trials} as Markdown, LaTeX and CSV, {@code results.json}, and {@code best.yaml}
   * if there is a best trial.
   */
  public void write(Path folder) {
    table.write(folder, "trials");
    JsonFile.write(folder.resolve("results.json"), figures);
    best.ifPresent(
        trial ->
            AtomicFile.write(folder.resolve("best.yaml"), RunConfig.YAML.write(trial.config())));
  }
}
