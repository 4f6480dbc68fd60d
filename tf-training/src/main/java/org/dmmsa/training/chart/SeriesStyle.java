package org.dmmsa.training.chart;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import org.dmmsa.training.chart.Canvas.Pen;
import org.dmmsa.training.chart.Canvas.Point;

/**
 * How one of several series differs from the others: by colour (Okabe and Ito's, which the colour
 * blind tell apart), by marker and by dashes.
 *
 * @param marker corners around the point, at a distance of 1 about
 */
record SeriesStyle(Color color, List<Point> marker, List<Double> dashes) {
  private static final List<Color> COLORS =
      IntStream.of(0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xe69f00, 0x000000)
          .mapToObj(Color::new)
          .toList();
  private static final List<List<Point>> MARKERS =
      List.of(
          regular(12, 0), regular(4, 45), regular(3, 0), regular(4, 0), regular(3, 180), star());
  private static final List<List<Double>> DASHES =
      List.of(
          List.of(),
          List.of(7.0, 3.0),
          List.of(2.0, 2.0),
          List.of(9.0, 3.0, 2.0, 3.0),
          List.of(14.0, 3.0));

  /** The style of a series; numbers of colours, markers and dashes have no common factor. */
  static SeriesStyle of(int index) {
    return new SeriesStyle(
        COLORS.get(index % COLORS.size()),
        MARKERS.get(index % MARKERS.size()),
        DASHES.get(index % DASHES.size()));
  }

  void line(Canvas canvas, List<Point> points) {
    canvas.line(points, new Pen(color, 1.8, dashes));
  }

  void mark(Canvas canvas, Point center) {
    canvas.area(
        marker.stream()
            .map(p -> new Point(center.x() + 4 * p.x(), center.y() + 4 * p.y()))
            .toList(),
        color);
  }

  private static List<Point> regular(int corners, double turn) {
    return IntStream.range(0, corners)
        .mapToObj(i -> onCircle(turn + 360.0 * i / corners, 1))
        .toList();
  }

  private static List<Point> star() {
    return IntStream.range(0, 10)
        .mapToObj(i -> onCircle(36.0 * i, i % 2 == 0 ? 1.3 : 0.5))
        .toList();
  }

  /** From straight above, clockwise. */
  private static Point onCircle(double degrees, double radius) {
    double angle = StrictMath.toRadians(degrees);
    return new Point(radius * StrictMath.sin(angle), -radius * StrictMath.cos(angle));
  }
}
