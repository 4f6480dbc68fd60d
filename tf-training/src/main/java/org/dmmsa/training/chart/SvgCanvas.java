package org.dmmsa.training.chart;

import java.awt.Color;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes SVG, with coordinates of one decimal and texts as texts. */
final class SvgCanvas implements Canvas {
  private final StringBuilder out = new StringBuilder();

  SvgCanvas(String title, double width, double height) {
    String w = number(width);
    String h = number(height);
    out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" \
        role="img" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">
        <title>%s</title>
        <path d="M0 0H%sV%sH0Z" fill="#ffffff"/>
        """
            .formatted(w, h, w, h, escaped(title), w, h));
  }

  String document() {
    return out + "</svg>\n";
  }

  @Override
  public void line(List<Point> points, Pen pen) {
    out.append("<path d=\"").append(path(points)).append("\" fill=\"none\" stroke=\"");
    out.append(color(pen.color())).append("\" stroke-width=\"").append(number(pen.width()));
    if (!pen.dashes().isEmpty()) {
      String dashes = pen.dashes().stream().map(SvgCanvas::number).collect(Collectors.joining(" "));
      out.append("\" stroke-dasharray=\"").append(dashes);
    }
    out.append("\"/>\n");
  }

  @Override
  public void area(List<Point> corners, Color fill) {
    out.append("<path d=\"").append(path(corners)).append("Z\" fill=\"");
    out.append(color(fill)).append("\"/>\n");
  }

  @Override
  public void dots(List<Point> points, double diameter, Color color) {
    out.append("<path d=\"");
    points.forEach(p -> out.append('M').append(at(p)).append("h0")); // a round cap and no line
    out.append("\" stroke=\"").append(color(color)).append("\" stroke-width=\"");
    out.append(number(diameter)).append("\" stroke-linecap=\"round\" stroke-opacity=\"0.5\"/>\n");
  }

  @Override
  public void text(Point point, String text, Letters letters) {
    out.append("<text ");
    if (letters.turned()) {
      out.append("transform=\"translate(").append(at(point)).append(") rotate(-90)\"");
    } else {
      out.append("x=\"").append(number(point.x()));
      out.append("\" y=\"").append(number(point.y())).append('"');
    }
    out.append(" font-size=\"").append(number(letters.size())).append('"');
    if (letters.bold()) {
      out.append(" font-weight=\"bold\"");
    }
    if (letters.anchor() != Anchor.START) {
      String anchor = letters.anchor().name().toLowerCase(Locale.ROOT);
      out.append(" text-anchor=\"").append(anchor).append('"');
    }
    out.append(" fill=\"").append(color(letters.color())).append("\">");
    out.append(escaped(text)).append("</text>\n");
  }

  private static String path(List<Point> points) {
    return points.stream().map(SvgCanvas::at).collect(Collectors.joining("L", "M", ""));
  }

  private static String at(Point point) {
    return number(point.x()) + " " + number(point.y());
  }

  private static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String color(Color color) {
    return String.format("#%06x", color.getRGB() & 0xffffff);
  }

  /** Also drops what XML cannot hold at all. */
  private static String escaped(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                switch (c) {
                  case '<' -> "&lt;";
                  case '>' -> "&gt;";
                  case '&' -> "&amp;";
                  default ->
                      c < ' ' || Character.getType(c) == Character.SURROGATE || c >> 1 == 0x7fff
                          ? " "
                          : Character.toString(c);
                })
        .collect(Collectors.joining());
  }
}
