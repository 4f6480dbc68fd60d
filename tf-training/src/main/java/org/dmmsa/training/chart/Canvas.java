package org.dmmsa.training.chart;

import java.awt.Color;
import java.util.List;

/** What a chart draws on: x grows to the right, y downwards, in pixels of the SVG. */
public interface Canvas {
  /** A corner of a line or an area. */
  record Point(double x, double y) {}

  /**
   * How a line looks.
   *
   * @param width in pixels
   * @param dashes lengths of line and gap in turn, none for a whole line
   */
  record Pen(Color color, double width, List<Double> dashes) {
    public Pen {
      dashes = List.copyOf(dashes);
    }

    static Pen thin(Color color) {
      return new Pen(color, 1, List.of());
    }
  }

  /** Which part of a text is at its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * How a text looks.
   *
   * @param size of its letters in pixels
   * @param turned whether it is read from below to above
   */
  record Letters(double size, boolean bold, Color color, Anchor anchor, boolean turned) {}

  /** Lines from each point to the next. */
  void line(List<Point> points, Pen pen);

  /** A filled area. */
  void area(List<Point> corners, Color fill);

  /** A round dot of that diameter at each point, which lets what is below shine through. */
  void dots(List<Point> points, double diameter, Color color);

  /** Text on a line; the point is on its baseline. */
  void text(Point point, String text, Letters letters);
}
