package org.dmmsa.training.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dmmsa.training.chart.Canvas.Anchor;
import org.dmmsa.training.chart.Canvas.Pen;
import org.dmmsa.training.chart.Canvas.Point;

/**
 * Means with their intervals, a row each, printed beside it.
 *
 * @param title above it
 * @param valueName what the numbers are, with their unit, and what the intervals are
 * @param intervals from above to below
 * @param zero whether the axis reaches to zero and has a line there; a row that is far out, ten
 *     times as far from zero as half of them, is an arrow then
 */
public record IntervalChart(String title, String valueName, List<Interval> intervals, boolean zero)
    implements Chart {
  private static final double TOP = 40;
  private static final double ROW = 28;
  private static final double PLOT = 380;
  private static final double NUMBERS = 190;
  private static final double FAR = 10;

  /**
   * A mean and its interval; NaN if undefined.
   *
   * @param name of the row
   * @param low at most the mean
   * @param high at least the mean
   */
  public record Interval(String name, double mean, double low, double high) {}

  public IntervalChart {
    intervals = List.copyOf(intervals);
  }

  @Override
  public double width() {
    return Math.max(left() + PLOT + NUMBERS, Look.titleWidth(title));
  }

  @Override
  public double height() {
    return TOP + intervals.size() * ROW + 48;
  }

  private double left() {
    return 24 + intervals.stream().mapToDouble(i -> Look.length(name(i))).max().orElse(0);
  }

  private static String name(Interval interval) {
    return Look.cut(interval.name(), 34);
  }

  @Override
  public void draw(Canvas canvas) {
    Look.title(canvas, title);
    double bottom = TOP + intervals.size() * ROW;
    List<Double> ends = new ArrayList<>();
    intervals.stream()
        .filter(i -> !isFar(i))
        .forEach(i -> ends.addAll(List.of(i.low(), i.mean(), i.high())));
    if (zero) {
      ends.add(0.0);
    }
    Axes axes = new Axes(Scale.around(ends, left(), left() + PLOT), new Scale(0, 1, bottom, TOP));
    axes.drawX(canvas, axes.x().ticks(7), valueName);
    if (zero) {
      double x = axes.x().place(0);
      canvas.line(
          List.of(new Point(x, TOP), new Point(x, bottom)),
          new Pen(Look.INK, 1.2, List.of(5.0, 3.0)));
    }
    for (int i = 0; i < intervals.size(); i++) {
      draw(canvas, axes.x(), TOP + (i + 0.5) * ROW, intervals.get(i));
    }
  }

  private boolean isFar(Interval one) {
    double[] distances =
        intervals.stream()
            .mapToDouble(i -> Math.abs(i.mean()))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return zero
        && distances.length > 0
        && Math.abs(one.mean()) > FAR * distances[distances.length / 2];
  }

  private void draw(Canvas canvas, Scale x, double y, Interval one) {
    canvas.text(new Point(left() - 10, y + 4), name(one), Look.small(Anchor.END));
    if (!Double.isFinite(one.mean())) {
      canvas.text(new Point(x.to() + 12, y + 4), "–", Look.small(Anchor.START));
      return;
    }
    if (isFar(one)) {
      arrow(canvas, y, one.mean() > 0 ? x.to() : x.from(), Math.signum(one.mean()));
    } else {
      interval(canvas, x, y, one);
    }
    String text =
        String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", one.mean(), one.low(), one.high());
    canvas.text(new Point(x.to() + 12, y + 4), text.replace('-', '−'), Look.small(Anchor.START));
  }

  private static void interval(Canvas canvas, Scale x, double y, Interval one) {
    Pen pen = new Pen(Look.BLUE, 1.8, List.of());
    double from = x.place(one.low());
    double to = x.place(one.high());
    canvas.line(List.of(new Point(from, y), new Point(to, y)), pen);
    canvas.line(List.of(new Point(from, y - 5), new Point(from, y + 5)), pen);
    canvas.line(List.of(new Point(to, y - 5), new Point(to, y + 5)), pen);
    SeriesStyle.of(0).mark(canvas, new Point(x.place(one.mean()), y));
  }

  /** At an end of the axis: the row is beyond it. */
  private static void arrow(Canvas canvas, double y, double tip, double direction) {
    Pen pen = new Pen(Look.BLUE, 1.8, List.of());
    canvas.line(List.of(new Point(tip - 28 * direction, y), new Point(tip, y)), pen);
    canvas.line(
        List.of(
            new Point(tip - 7 * direction, y - 5),
            new Point(tip, y),
            new Point(tip - 7 * direction, y + 5)),
        pen);
  }
}
