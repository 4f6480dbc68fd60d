package org.dmmsa.training.chart;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

/** One hue from nearly white to dark blue (ColorBrewer's Blues), in steps that look even. */
final class Shade {
  private static final List<Color> STOPS =
      IntStream.of(
              0xf7fbff, 0xdeebf7, 0xc6dbef, 0x9ecae1, 0x6baed6, 0x4292c6, 0x2171b5, 0x08519c,
              0x08306b)
          .mapToObj(Color::new)
          .toList();

  private Shade() {}

  /**
   * The colour of a part of the range; what is outside has that of the nearest end.
   *
   * @param part from 0 to 1
   */
  static Color of(double part) {
    double place = Math.max(0, Math.min(1, part)) * (STOPS.size() - 1);
    int stop = Math.min((int) place, STOPS.size() - 2);
    double on = place - stop;
    Color from = STOPS.get(stop);
    Color to = STOPS.get(stop + 1);
    return new Color(
        between(from.getRed(), to.getRed(), on),
        between(from.getGreen(), to.getGreen(), on),
        between(from.getBlue(), to.getBlue(), on));
  }

  /** Black or white, whichever has the higher contrast (WCAG 2) on a colour. */
  static Color textOn(Color ground) {
    double luminance =
        0.2126 * linear(ground.getRed())
            + 0.7152 * linear(ground.getGreen())
            + 0.0722 * linear(ground.getBlue());
    return luminance > 0.179 ? Color.BLACK : Color.WHITE;
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : StrictMath.pow((share + 0.055) / 1.055, 2.4);
  }

  private static int between(int from, int to, double on) {
    return (int) Math.round(from + (to - from) * on);
  }
}
