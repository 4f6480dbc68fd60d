package org.dmmsa.training.chart;

import java.awt.Color;
import java.math.BigDecimal;
import java.util.List;
import org.dmmsa.training.chart.Canvas.Anchor;
import org.dmmsa.training.chart.Canvas.Pen;
import org.dmmsa.training.chart.Canvas.Point;

/**
 * The frame of a plot.
 *
 * @param x to the right
 * @param y upwards: its {@code from} is below its {@code to}
 */
record Axes(Scale x, Scale y) {

  Point point(double xValue, double yValue) {
    return new Point(x.place(xValue), y.place(yValue));
  }

  /** Grid, numbers and name of the axis below. */
  void drawX(Canvas canvas, List<BigDecimal> ticks, String name) {
    for (BigDecimal tick : ticks) {
      double at = x.place(tick.doubleValue());
      line(canvas, new Point(at, y.from()), new Point(at, y.to()), Look.FAINT);
      canvas.text(new Point(at, y.from() + 17), text(tick), Look.small(Anchor.MIDDLE));
    }
    line(canvas, new Point(x.from(), y.from()), new Point(x.to(), y.from()), Look.INK);
    double middle = (x.from() + x.to()) / 2;
    canvas.text(new Point(middle, y.from() + 36), name, Look.small(Anchor.MIDDLE));
  }

  /** Grid, numbers and name of the axis on the left. */
  void drawY(Canvas canvas, List<BigDecimal> ticks, String name) {
    for (BigDecimal tick : ticks) {
      double at = y.place(tick.doubleValue());
      line(canvas, new Point(x.from(), at), new Point(x.to(), at), Look.FAINT);
      canvas.text(new Point(x.from() - 6, at + 4), text(tick), Look.small(Anchor.END));
    }
    line(canvas, new Point(x.from(), y.from()), new Point(x.from(), y.to()), Look.INK);
    double middle = (y.from() + y.to()) / 2;
    canvas.text(new Point(18, middle), name, Look.turned(Anchor.MIDDLE));
  }

  /** A number with the minus of print. */
  static String text(BigDecimal number) {
    return number.toPlainString().replace('-', '−');
  }

  private static void line(Canvas canvas, Point from, Point to, Color color) {
    canvas.line(List.of(from, to), Pen.thin(color));
  }
}
