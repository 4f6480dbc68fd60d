package org.dmmsa.training.chart;

import java.util.List;
import org.dmmsa.training.chart.Canvas.Anchor;
import org.dmmsa.training.chart.Canvas.Point;

/**
 * How often samples of each class were predicted to be of each class: counts, and shares of the
 * row, which also are the colours.
 *
 * @param title above it
 * @param classes names of the C classes
 * @param counts [C][C], a row a true class, a column a predicted one
 */
public record ConfusionChart(String title, List<String> classes, List<List<Integer>> counts)
    implements Chart {
  private static final double CELL = 66;

  public ConfusionChart {
    classes = List.copyOf(classes);
    counts = counts.stream().map(List::copyOf).toList();
    int size = classes.size();
    if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException(
          "%s: expected %d rows of %d counts (one a class)".formatted(title, size, size));
    }
  }

  private Cells cells() {
    return new Cells("label", classes, "prediction", classes, CELL);
  }

  @Override
  public double width() {
    return Math.max(cells().right() + 80, Look.titleWidth(title));
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
    for (int row = 0; row < classes.size(); row++) {
      int all = counts.get(row).stream().mapToInt(Integer::intValue).sum();
      for (int column = 0; column < classes.size(); column++) {
        int count = counts.get(row).get(column);
        double share = all == 0 ? 0 : (double) count / all;
        String percent = all == 0 ? "–" : Math.round(100 * share) + " %";
        cells.draw(canvas, row, column, Shade.of(share), Integer.toString(count), percent);
      }
      double y = cells.top() + (row + 0.5) * cells.rowHeight() + 4;
      canvas.text(new Point(cells.right() + 10, y), "of " + all, Look.small(Anchor.START));
    }
  }
}
