package org.dmmsa.training.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmmsa.training.metric.Metric;

/** What the runs of an experiment that are done came to. */
final class ExperimentResults {
  private final Experiment experiment;
  private final List<CellResult> cells;

  private ExperimentResults(Experiment experiment, List<CellResult> cells) {
    this.experiment = experiment;
    this.cells = cells;
  }

  /** Reads the run folders. */
  static ExperimentResults of(Experiment experiment) {
    List<CellResult> cells = new ArrayList<>();
    for (String dataset : experiment.config().datasets().keySet()) {
      for (ExperimentConfig.Row row : experiment.config().rows()) {
        cells.add(cell(experiment, row, dataset));
      }
    }
    return new ExperimentResults(experiment, cells);
  }

  private static CellResult cell(Experiment experiment, ExperimentConfig.Row row, String dataset) {
    List<PlannedRun> runs =
        experiment.runs().stream()
            .filter(run -> run.row().equals(row) && run.dataset().equals(dataset))
            .toList();
    return new CellResult(
        row,
        dataset,
        runs.get(0).config().data().metrics(),
        runs.get(0).config().selection().by(),
        runs.stream().filter(PlannedRun::done).map(SeedResult::of).toList());
  }

  /** The rows of a dataset that have results, in the order of the experiment. */
  List<CellResult> of(String dataset) {
    return cells.stream()
        .filter(cell -> cell.dataset().equals(dataset) && !cell.isEmpty())
        .toList();
  }

  /**
   * What the others of a dataset are compared with: of several rows the one with the best mean on
   * the validation split, by what epochs are chosen by.
   */
  Optional<CellResult> reference(String dataset) {
    return experiment
        .config()
        .reference()
        .flatMap(
            wanted ->
                of(dataset).stream()
                    .filter(cell -> cell.row().isOrIsIn(wanted))
                    .reduce((best, cell) -> better(cell, best) ? cell : best));
  }

  private static boolean better(CellResult one, CellResult other) {
    Metric by = one.chosenBy();
    return by.improves(one.valid().get(by).mean(), other.valid().get(by).mean());
  }
}
