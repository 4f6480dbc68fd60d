package org.dmmsa.training.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dmmsa.training.metric.Aggregate;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.report.ResultTable;
import org.dmmsa.training.report.ResultTable.Column;

/**
 * The tables of an experiment's results.
 *
 * @param experiment whose
 * @param results of the runs that are done
 * @param bestOfTest whether the figures of the peers' protocol stand beside ours
 */
record ExperimentTables(Experiment experiment, ExperimentResults results, boolean bestOfTest) {
  private static final String OURS = "ours";

  /** What the rows of a dataset reached on a split, and what others published. */
  ResultTable metrics(String dataset) {
    List<CellResult> cells = results.of(dataset);
    List<PublishedNumbers> published =
        experiment.where().quick()
            ? List.of()
            : PublishedNumbers.of(experiment.config().published(), dataset);
    List<List<String>> rows = new ArrayList<>();
    for (CellResult cell : cells) {
      rows.add(row(cell, OURS, cell.seeds().size(), cell.test()));
      if (bestOfTest) {
        cell.bestOfTest()
            .ifPresent(best -> rows.add(row(cell, "best test epochs", cell.seeds().size(), best)));
      }
      published.stream()
          .filter(other -> other.method().equals(cell.row().title()))
          .forEach(
              other -> {
                rows.add(row(other));
                rows.add(difference(cell, other));
              });
    }
    List<String> titles = cells.stream().map(cell -> cell.row().title()).toList();
    published.stream()
        .filter(other -> !titles.contains(other.method()))
        .forEach(other -> rows.add(row(other)));
    return new ResultTable(
        "%s: %s, test split".formatted(experiment.config().title(), dataset),
        columns(List.of("row", "source"), List.of("seeds"), Numbers::heading),
        rows,
        protocol(cells, !published.isEmpty()));
  }

  /** The same rows on the validation split, by which everything was chosen. */
  ResultTable validation(String dataset) {
    List<CellResult> cells = results.of(dataset);
    return new ResultTable(
        "%s: %s, validation split".formatted(experiment.config().title(), dataset),
        columns(List.of("row", "source"), List.of("seeds"), Numbers::heading),
        cells.stream().map(cell -> row(cell, OURS, cell.seeds().size(), cell.valid())).toList(),
        List.of("The split that epochs were chosen by: its figures are too good."));
  }

  private List<Column> columns(
      List<String> texts, List<String> numbers, Function<Metric, String> heading) {
    return Stream.of(
            texts.stream().map(Column::text),
            numbers.stream().map(Column::number),
            experiment.config().metrics().stream().map(heading).map(Column::number))
        .flatMap(columns -> columns)
        .toList();
  }

  private List<String> row(CellResult cell, String source, int seeds, Aggregate figures) {
    return cells(
        List.of(cell.row().title(), source, Integer.toString(seeds)),
        metric -> Numbers.spread(metric, figures.get(metric), seeds));
  }

  private List<String> row(PublishedNumbers other) {
    return cells(
        List.of(other.method(), other.source(), ""),
        metric -> Numbers.figure(metric, other.values().getOrDefault(metric, Double.NaN)));
  }

  private List<String> difference(CellResult cell, PublishedNumbers other) {
    return cells(
        List.of("", "ours − " + other.source(), ""),
        metric ->
            Numbers.difference(
                metric,
                cell.test().get(metric).mean() - other.values().getOrDefault(metric, Double.NaN)));
  }

  private List<String> cells(List<String> first, Function<Metric, String> figure) {
    return Stream.concat(first.stream(), experiment.config().metrics().stream().map(figure))
        .toList();
  }

  private List<String> protocol(List<CellResult> cells, boolean published) {
    List<String> notes = new ArrayList<>();
    String chosenBy =
        String.join(", ", cells.stream().map(cell -> cell.chosenBy().key()).distinct().toList());
    notes.add(
        "Protocol: of each run the epoch with the best %s on the validation split is taken, and all its metrics are of that one epoch."
            .formatted(chosenBy));
    notes.add(
        "Mean ± standard deviation over seeds %s, each rounded to 4 decimals (as MMSA; the deviation is divided by n). Accuracies and F1 in per cent."
            .formatted(experiment.seeds()));
    List<String> fewer =
        cells.stream()
            .filter(cell -> cell.seeds().size() < experiment.seeds().size())
            .map(cell -> cell.row().title())
            .toList();
    if (!fewer.isEmpty()) {
      notes.add("Not all seeds are done of: %s.".formatted(String.join(", ", fewer)));
    }
    if (published) {
      notes.add(
          "Published figures are by their authors' protocols and data; `–` was not published.");
    }
    if (bestOfTest) {
      notes.add(
          cells.stream().allMatch(cell -> cell.bestOfTest().isPresent())
              ? "Best test epochs: what the same runs would claim if each metric took its own best epoch on the test split, as several published systems do. No result of ours."
              : "Best test epochs are not known of runs that did not measure the test split each epoch (monitor.test).");
    }
    if (experiment.where().quick()) {
      notes.add("A quick try on synthetic data: these numbers say nothing about the methods.");
    }
    return notes;
  }

  /** How the rows differ from the reference; empty without one, or if it has no results. */
  Optional<ResultTable> comparisons(String dataset, List<Comparison> comparisons) {
    return results
        .reference(dataset)
        .filter(reference -> !comparisons.isEmpty())
        .map(
            reference ->
                new ResultTable(
                    "%s: %s, difference from %s on the test split"
                        .formatted(experiment.config().title(), dataset, reference.row().title()),
                    List.of(
                        Column.text("row"),
                        Column.text("metric"),
                        Column.number("difference"),
                        Column.number("95% over seeds"),
                        Column.number("95% over clips"),
                        Column.number("p (t)"),
                        Column.number("p (Wilcoxon)"),
                        Column.number("p (Holm)"),
                        Column.number("pairs"),
                        Column.text("verdict")),
                    comparisons.stream().map(ExperimentTables::row).toList(),
                    notes(dataset, reference, comparisons)));
  }

  private static List<String> row(Comparison one) {
    return List.of(
        one.cell().row().title(),
        Numbers.heading(one.metric()),
        Numbers.difference(one.metric(), one.difference()),
        Numbers.interval(one.metric(), one.overSeeds()),
        Numbers.interval(one.metric(), one.overClips()),
        Numbers.p(one.pT()),
        Numbers.p(one.pWilcoxon()),
        Numbers.p(one.pHolm()),
        Integer.toString(one.seeds()),
        switch (one.verdict()) {
          case BETTER -> "better";
          case WORSE -> "worse";
          case OPEN -> "no difference shown";
        });
  }

  private List<String> notes(String dataset, CellResult reference, List<Comparison> comparisons) {
    List<String> notes = new ArrayList<>();
    String wanted = experiment.config().reference().orElseThrow();
    if (!wanted.equals(reference.row().name())) {
      notes.add(
          "The reference is the row of %s with the best mean %s on the validation split, of %d."
              .formatted(
                  wanted,
                  reference.chosenBy().key(),
                  results.of(dataset).stream().filter(c -> c.row().isOrIsIn(wanted)).count()));
    }
    notes.add(
        "Row minus reference, seed by seed. Over seeds: Student's t; over clips: paired bootstrap of the test clips, %d draws, of these models. p values are two-sided; Holm's correction is for the %d rows of a metric. The verdict is by the corrected p below 0.05."
            .formatted(
                PairedBootstrap.DRAWS,
                comparisons.stream().map(one -> one.cell().row()).distinct().count()));
    return notes;
  }
}
