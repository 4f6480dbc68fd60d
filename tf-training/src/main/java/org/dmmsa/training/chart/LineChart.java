package org.dmmsa.training.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.dmmsa.training.chart.Canvas.Anchor;
import org.dmmsa.training.chart.Canvas.Pen;
import org.dmmsa.training.chart.Canvas.Point;

/**
 * Numbers by epoch.
 *
 * @param title above it
 * @param valueName what the numbers are, with their unit
 * @param series at least one
 * @param best which epoch of each series is ringed and written with its number beside the name
 */
public record LineChart(String title, String valueName, List<Series> series, Best best)
    implements Chart {
  private static final double WIDTH = 720;
  private static final double MARGIN = 12;
  private static final double LEFT = 78;
  private static final double RIGHT = WIDTH - 16;
  private static final double PLOT = 280;
  private static final double ROW = 19;
  private static final double SAMPLE = 34;

  /** More markers than this along a line would hide it. */
  private static final int MARKERS = 15;

  /**
   * One line.
   *
   * @param name in the legend
   * @param values of the epochs 1, 2, ...; NaN leaves a gap
   */
  public record Series(String name, List<Double> values) {
    public Series {
      values = List.copyOf(values);
    }
  }

  /** Which number of a series is pointed out. */
  public enum Best {
    NONE,
    LOWEST,
    HIGHEST
  }

  private record Entry(double x, double y, int series, String text) {}

  public LineChart {
    series = List.copyOf(series);
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public double height() {
    return top() + PLOT + 48;
  }

  private double top() {
    List<Entry> legend = legend();
    return legend.get(legend.size() - 1).y() + 18;
  }

  @Override
  public void draw(Canvas canvas) {
    Look.title(canvas, title);
    for (Entry entry : legend()) {
      SeriesStyle style = SeriesStyle.of(entry.series());
      double y = entry.y() - 4;
      style.line(canvas, List.of(new Point(entry.x(), y), new Point(entry.x() + SAMPLE - 8, y)));
      style.mark(canvas, new Point(entry.x() + SAMPLE / 2 - 4, y));
      canvas.text(new Point(entry.x() + SAMPLE, entry.y()), entry.text(), Look.small(Anchor.START));
    }
    int epochs = Math.max(1, series.stream().mapToInt(s -> s.values().size()).max().orElse(1));
    double room = Math.max(0.5, 0.02 * epochs);
    List<Double> all = series.stream().flatMap(s -> s.values().stream()).toList();
    Axes axes =
        new Axes(
            new Scale(1 - room, epochs + room, LEFT, RIGHT),
            Scale.around(all, top() + PLOT, top()));
    axes.drawX(
        canvas,
        axes.x().ticks(12).stream()
            .map(BigDecimal::stripTrailingZeros)
            .filter(tick -> tick.scale() <= 0 && tick.signum() > 0)
            .toList(),
        "epoch");
    axes.drawY(canvas, axes.y().ticks(9), valueName);
    for (int i = 0; i < series.size(); i++) {
      draw(canvas, axes, SeriesStyle.of(i), series.get(i).values());
    }
  }

  private void draw(Canvas canvas, Axes axes, SeriesStyle style, List<Double> values) {
    List<Point> piece = new ArrayList<>();
    for (int i = 0; i <= values.size(); i++) {
      if (i < values.size() && Double.isFinite(values.get(i))) {
        piece.add(axes.point(i + 1, values.get(i)));
      } else if (!piece.isEmpty()) {
        style.line(canvas, piece);
        piece.clear();
      }
    }
    int every = Math.max(1, values.size() / MARKERS);
    for (int i = 0; i < values.size(); i += every) {
      if (Double.isFinite(values.get(i))) {
        style.mark(canvas, axes.point(i + 1, values.get(i)));
      }
    }
    int found = best(values);
    if (found >= 0) {
      ring(canvas, axes.point(found + 1, values.get(found)));
    }
  }

  private static void ring(Canvas canvas, Point center) {
    List<Point> circle =
        IntStream.rangeClosed(0, 24)
            .mapToObj(
                i ->
                    new Point(
                        center.x() + 8 * StrictMath.cos(i * Math.PI / 12),
                        center.y() + 8 * StrictMath.sin(i * Math.PI / 12)))
            .toList();
    canvas.line(circle, new Pen(Look.INK, 1.6, List.of()));
  }

  /** The index of the number that is pointed out; -1 if there is none. */
  private int best(List<Double> values) {
    int found = -1;
    for (int i = 0; i < values.size() && best != Best.NONE; i++) {
      double value = values.get(i);
      boolean better =
          found < 0
              || (best == Best.LOWEST ? value < values.get(found) : value > values.get(found));
      if (Double.isFinite(value) && better) {
        found = i;
      }
    }
    return found;
  }

  private List<Entry> legend() {
    List<Entry> entries = new ArrayList<>();
    double x = MARGIN;
    double y = Look.TITLE + 22;
    for (int i = 0; i < series.size(); i++) {
      String text = legendText(series.get(i));
      double length = SAMPLE + Look.length(text) + 14;
      if (x > MARGIN && x + length > WIDTH) {
        x = MARGIN;
        y += ROW;
      }
      entries.add(new Entry(x, y, i, text));
      x += length;
    }
    return entries;
  }

  private String legendText(Series one) {
    int found = best(one.values());
    String name = Look.cut(one.name(), 40);
    return found < 0
        ? name
        : String.format(
                Locale.ROOT,
                "%s: %s %.4f, epoch %d",
                name,
                best.name().toLowerCase(Locale.ROOT),
                one.values().get(found),
                found + 1)
            .replace('-', '−');
  }
}
