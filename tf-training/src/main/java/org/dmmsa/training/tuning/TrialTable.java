package org.dmmsa.training.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmmsa.training.report.ResultTable;
import org.dmmsa.training.report.ResultTable.Column;
import org.dmmsa.training.report.TextTable;

/** The trials of a search as a table. */
public final class TrialTable {
  private TrialTable() {}

  /** What is tried, before anything has run. */
  public static ResultTable drawn(Tuning tuning) {
    return new ResultTable(
        "",
        columns(tuning, List.of("trial")),
        tuning.taking(tuning.rungs().get(0)).stream()
            .map(trial -> row(trial, List.of(Integer.toString(trial.number()))))
            .toList(),
        List.of());
  }

  /**
   * What the trials reached, a row for each.
   *
   * @param ranked the best first
   */
  static ResultTable of(Tuning tuning, List<TrialResult> ranked) {
    boolean halving = tuning.config().halving().isPresent();
    String figure = "valid " + tuning.by().key();
    List<List<String>> rows = new ArrayList<>();
    for (TrialResult result : ranked) {
      List<String> first = new ArrayList<>(List.of(Integer.toString(result.trial().number())));
      result.rung().epochs().ifPresent(epochs -> first.add(Integer.toString(epochs)));
      first.add(TextTable.number(result.mean()));
      rows.add(row(result.trial(), first));
    }
    return new ResultTable(
        "Trials by %s on the validation split, %s is better"
            .formatted(tuning.by().key(), tuning.by().higherIsBetter() ? "higher" : "lower"),
        columns(tuning, halving ? List.of("trial", "epochs", figure) : List.of("trial", figure)),
        rows,
        notes(tuning, ranked));
  }

  private static List<Column> columns(Tuning tuning, List<String> first) {
    Set<String> keys = tuning.config().space().keySet();
    return Stream.concat(first.stream(), keys.stream().map(key -> ShortKeys.of(key, keys)))
        .map(Column::number)
        .toList();
  }

  private static List<String> row(Trial trial, List<String> first) {
    return Stream.concat(first.stream(), trial.values().keySet().stream().map(trial::text))
        .toList();
  }

  private static List<String> notes(Tuning tuning, List<TrialResult> ranked) {
    List<String> notes = new ArrayList<>();
    String failed =
        ranked.stream()
            .filter(TrialResult::failed)
            .map(result -> Integer.toString(result.trial().number()))
            .collect(Collectors.joining(", "));
    if (!failed.isEmpty()) {
      notes.add("Failed, and counted as the worst: trial " + failed + ".");
    }
    notes.add(
        "Each figure is the mean over seeds %s of training, of the epoch with the best %s."
            .formatted(tuning.config().seeds(), tuning.by().key()));
    if (tuning.config().halving().isPresent()) {
      notes.add(
          "One trial in %d went on from each number of epochs to the next, each time from the beginning; figures of different numbers of epochs do not compare."
              .formatted(tuning.config().halving().get().eta()));
    }
    notes.add(
        "The best figure was chosen from %d trials by the validation split, so it is too good. The test split was not looked at: train best.yaml, and report what it reaches there."
            .formatted(ranked.size()));
    return notes;
  }
}
