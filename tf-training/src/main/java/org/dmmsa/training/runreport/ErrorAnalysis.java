package org.dmmsa.training.runreport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.dmmsa.training.chart.IntervalChart;
import org.dmmsa.training.chart.IntervalChart.Interval;
import org.dmmsa.training.report.ResultTable;
import org.dmmsa.training.report.ResultTable.Column;
import org.dmmsa.training.runreport.ReportPage.Figure;
import org.dmmsa.training.runreport.ReportPage.Section;
import org.dmmsa.training.runreport.ReportPage.Table;

/** Where a run errs: by the length of the text, and its worst predictions. */
final class ErrorAnalysis {
  private static final int WORST = 20;
  private static final int GROUPS = 5;
  private static final int LONGEST = 400;

  /** Of the normal distribution, for an interval of 95 %. */
  private static final double Z = 1.96;

  private ErrorAnalysis() {}

  static Section section(ReportedRun run) {
    TestTexts texts = run.texts();
    List<Figure> figures = texts.texts().isEmpty() ? List.of() : List.of(byLength(run));
    return new Section(
        run.fileName("errors"),
        "Errors",
        3,
        texts.missing().isEmpty() ? List.of() : List.of(texts.missing()),
        figures,
        List.of(new Table(run.fileName("worst"), worst(run))));
  }

  private static ResultTable worst(ReportedRun run) {
    ReportedRun.Seed best = run.best();
    float[] labels = best.labels();
    float[] predictions = best.test().predictions();
    List<Integer> worst =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> Math.abs(predictions[i] - labels[i]))
                    .reversed())
            .limit(WORST)
            .toList();
    boolean hasTexts = !run.texts().texts().isEmpty();
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("id"),
                Column.number("label"),
                Column.number("prediction"),
                Column.number("error")));
    if (hasTexts) {
      columns.add(Column.text("text"));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i : worst) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  shown(best.test().ids().get(i)),
                  Numbers.fixed(labels[i], 2),
                  Numbers.fixed(predictions[i], 2),
                  Numbers.fixed(predictions[i] - labels[i], 2)));
      if (hasTexts) {
        row.add(shown(run.texts().texts().get(i)));
      }
      rows.add(row);
    }
    return new ResultTable(
        "%s: the %d worst test predictions of seed %d"
            .formatted(run.name(), rows.size(), best.seed()),
        columns,
        rows,
        List.of("The error is the prediction less the label."));
  }

  /** Without characters that mean nothing on a page, and not without end. */
  private static String shown(String text) {
    String plain = text.replaceAll("[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF]", " ").strip();
    return plain.codePointCount(0, plain.length()) <= LONGEST
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, LONGEST)) + "…";
  }

  private static Figure byLength(ReportedRun run) {
    List<Integer> lengths = run.texts().lengths();
    double[] errors = meanErrors(run);
    List<Integer> sorted = lengths.stream().sorted().toList();
    TreeSet<Integer> lasts = new TreeSet<>();
    for (int group = 1; group <= GROUPS; group++) {
      lasts.add(sorted.get((int) Math.ceil(group * sorted.size() / (double) GROUPS) - 1));
    }
    List<Interval> intervals = new ArrayList<>();
    int first = sorted.get(0);
    for (int last : lasts) {
      intervals.add(group(first, last, lengths, errors));
      first = last + 1;
    }
    return new Figure(
        run.fileName("error-by-length"),
        new IntervalChart(
            run.name() + ": test error by length of the text",
            "mean absolute error in units of the label, 95 % interval",
            intervals,
            false),
        "Texts by their number of %s, in groups as even as ties allow (n). Errors are means over the"
                .formatted(run.texts().unit())
            + " seeds; intervals are 1.96 standard errors over samples, by the normal distribution.");
  }

  /** The absolute error of each sample, as a mean over the seeds. */
  private static double[] meanErrors(ReportedRun run) {
    double[] errors = new double[run.texts().texts().size()];
    for (ReportedRun.Seed seed : run.seeds()) {
      float[] labels = seed.labels();
      float[] predictions = seed.test().predictions();
      for (int i = 0; i < errors.length; i++) {
        errors[i] += Math.abs(predictions[i] - labels[i]) / run.seeds().size();
      }
    }
    return errors;
  }

  private static Interval group(int first, int last, List<Integer> lengths, double[] errors) {
    double[] own =
        IntStream.range(0, errors.length)
            .filter(i -> lengths.get(i) >= first && lengths.get(i) <= last)
            .mapToDouble(i -> errors[i])
            .toArray();
    double mean = IntStream.range(0, own.length).mapToDouble(i -> own[i]).average().orElse(0);
    double squares = 0;
    for (double error : own) {
      squares += (error - mean) * (error - mean);
    }
    double half = own.length < 2 ? 0 : Z * Math.sqrt(squares / (own.length - 1) / own.length);
    String range = first == last ? Integer.toString(first) : first + " to " + last;
    return new Interval("%s (n = %d)".formatted(range, own.length), mean, mean - half, mean + half);
  }
}
