package org.dmmsa.training.chart;

import java.awt.Color;
import java.util.List;
import org.dmmsa.training.chart.Canvas.Anchor;
import org.dmmsa.training.chart.Canvas.Letters;
import org.dmmsa.training.chart.Canvas.Pen;
import org.dmmsa.training.chart.Canvas.Point;

/**
 * A matrix of coloured cells with a name for each row, on the left, and each column, below.
 *
 * @param rowTitle what the rows are, empty for nothing
 * @param columnTitle what the columns are, empty for nothing
 */
record Cells(
    String rowTitle, List<String> rows, String columnTitle, List<String> columns, double cell) {
  private static final double TOP = 44;
  private static final int MOST = 26;

  Cells {
    rows = rows.stream().map(name -> Look.cut(name, MOST)).toList();
    columns = columns.stream().map(name -> Look.cut(name, MOST)).toList();
  }

  double left() {
    return longest(rows) + (rowTitle.isEmpty() ? 24 : 44);
  }

  double right() {
    return left() + columns.size() * cell;
  }

  double top() {
    return TOP;
  }

  double below() {
    return TOP + rows.size() * rowHeight();
  }

  double rowHeight() {
    return Math.min(cell, 44);
  }

  double height() {
    return below() + (turned() ? longest(columns) + 16 : 28) + (columnTitle.isEmpty() ? 0 : 22);
  }

  void drawNames(Canvas canvas) {
    for (int row = 0; row < rows.size(); row++) {
      double y = TOP + (row + 0.5) * rowHeight() + 4;
      canvas.text(new Point(left() - 8, y), rows.get(row), Look.small(Anchor.END));
    }
    for (int column = 0; column < columns.size(); column++) {
      double x = left() + (column + 0.5) * cell;
      if (turned()) {
        canvas.text(new Point(x + 4, below() + 8), columns.get(column), Look.turned(Anchor.END));
      } else {
        canvas.text(new Point(x, below() + 18), columns.get(column), Look.small(Anchor.MIDDLE));
      }
    }
    Point middle = new Point(20, (TOP + below()) / 2);
    canvas.text(middle, rowTitle, Look.turned(Anchor.MIDDLE));
    Point under = new Point((left() + right()) / 2, height() - 10);
    canvas.text(under, columnTitle, Look.small(Anchor.MIDDLE));
  }

  /** A cell with one line of text, or a second smaller one below it. */
  void draw(Canvas canvas, int row, int column, Color ground, String text, String below) {
    double x = left() + column * cell;
    double y = TOP + row * rowHeight();
    List<Point> box = Look.box(x, y, cell, rowHeight());
    canvas.area(box, ground);
    canvas.line(
        List.of(box.get(0), box.get(1), box.get(2), box.get(3), box.get(0)), Pen.thin(Color.WHITE));
    Letters letters = Look.small(Anchor.MIDDLE, Shade.textOn(ground));
    double middle = y + rowHeight() / 2;
    canvas.text(new Point(x + cell / 2, middle + (below.isEmpty() ? 4 : -2)), text, letters);
    if (!below.isEmpty()) {
      canvas.text(
          new Point(x + cell / 2, middle + 13), below, Look.tiny(Anchor.MIDDLE, letters.color()));
    }
  }

  private boolean turned() {
    return longest(columns) > cell - 6;
  }

  private static double longest(List<String> names) {
    return names.stream().mapToDouble(Look::length).max().orElse(0);
  }
}
