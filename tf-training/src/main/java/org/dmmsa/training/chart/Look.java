package org.dmmsa.training.chart;

import java.awt.Color;
import java.util.List;
import org.dmmsa.training.chart.Canvas.Anchor;
import org.dmmsa.training.chart.Canvas.Letters;
import org.dmmsa.training.chart.Canvas.Point;

/** Colours, letters and measures that all charts have in common. */
final class Look {
  static final Color INK = new Color(0x222222);
  static final Color FAINT = new Color(0xdddddd);
  static final Color MIDDLE = new Color(0x888888);

  /** Okabe and Ito's blue, for what there is only one of. */
  static final Color BLUE = new Color(0x0072b2);

  /** Above the picture: the baseline of the title. */
  static final double TITLE = 24;

  private static final double SMALL = 12;
  private static final double LARGE = 15;

  private Look() {}

  static Letters small(Anchor anchor) {
    return new Letters(SMALL, false, INK, anchor, false);
  }

  static Letters small(Anchor anchor, Color color) {
    return new Letters(SMALL, false, color, anchor, false);
  }

  static Letters turned(Anchor anchor) {
    return new Letters(SMALL, false, INK, anchor, true);
  }

  static Letters tiny(Anchor anchor, Color color) {
    return new Letters(10, false, color, anchor, false);
  }

  static void title(Canvas canvas, String title) {
    canvas.text(new Point(12, TITLE), title, new Letters(LARGE, true, INK, Anchor.START, false));
  }

  /** Enough for a title. */
  static double titleWidth(String title) {
    return 24 + length(title) * LARGE / SMALL * 1.1;
  }

  /**
   * About how long a small text is, rather more than less: a chart must not depend on the fonts of
   * the machine that draws it.
   */
  static double length(String text) {
    return text.codePoints().mapToDouble(c -> c < 0x2e80 ? 0.6 : 1.05).sum() * SMALL;
  }

  /** A name of at most that many characters. */
  static String cut(String name, int most) {
    return name.codePointCount(0, name.length()) <= most
        ? name
        : name.substring(0, name.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** A box's corners. */
  static List<Point> box(double x, double y, double width, double height) {
    return List.of(
        new Point(x, y),
        new Point(x + width, y),
        new Point(x + width, y + height),
        new Point(x, y + height));
  }
}
