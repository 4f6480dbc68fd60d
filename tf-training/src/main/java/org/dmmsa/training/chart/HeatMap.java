package org.dmmsa.training.chart;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import org.dmmsa.training.chart.Canvas.Anchor;
import org.dmmsa.training.chart.Canvas.Point;

/**
 * A matrix of numbers as colours, with the numbers printed.
 *
 * @param title above it
 * @param rows names of the R rows, at least one
 * @param columns names of the C columns, at least one
 * @param values [R][C]; NaN is a grey cell
 * @param low the number that has the lightest colour
 * @param high the number that has the darkest colour, above low
 */
public record HeatMap(
    String title,
    List<String> rows,
    List<String> columns,
    List<List<Double>> values,
    double low,
    double high)
    implements Chart {
  private static final double CELL = 56;
  private static final double BAR = 14;
  private static final int BAR_STEPS = 32;

  public HeatMap {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    values = values.stream().map(List::copyOf).toList();
    int width = columns.size();
    if (values.size() != rows.size() || values.stream().anyMatch(row -> row.size() != width)) {
      throw new IllegalArgumentException(
          "%s: expected %d rows of %d values (one a name)".formatted(title, rows.size(), width));
    }
  }

  private Cells cells() {
    return new Cells("", rows, "", columns, CELL);
  }

  @Override
  public double width() {
    return Math.max(cells().right() + 90, Look.titleWidth(title));
  }

  @Override
  public double height() {
    return cells().height();
  }

  @Override
  public void draw(Canvas canvas) {
    Look.title(canvas, title);
    Cells cells = cells();
    cells.drawNames(canvas);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        double value = values.get(row).get(column);
        boolean defined = Double.isFinite(value);
        Color ground = defined ? Shade.of((value - low) / (high - low)) : Look.FAINT;
        cells.draw(canvas, row, column, ground, defined ? number(value) : "–", "");
      }
    }
    drawBar(canvas, new Scale(low, high, cells.below(), cells.top()), cells.right() + 20);
  }

  private void drawBar(Canvas canvas, Scale scale, double x) {
    for (int i = BAR_STEPS; i > 0; i--) {
      double y = scale.place(low + (high - low) * i / BAR_STEPS);
      Color shade = Shade.of((i - 0.5) / BAR_STEPS);
      canvas.area(Look.box(x, y, BAR, scale.from() - y), shade); // down to the end: no seams
    }
    for (double value : new double[] {low, high}) {
      double y = scale.place(value) + (value == low ? 0 : 9);
      canvas.text(new Point(x + BAR + 5, y), number(value), Look.small(Anchor.START));
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replace('-', '−');
  }
}
