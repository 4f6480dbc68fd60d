package org.dmmsa.training.chart;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws pixels, two for one of the SVG; needs no screen. */
final class PngCanvas implements Canvas {
  private static final int SCALE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(PngCanvas.class);
  private static final boolean USABLE = drawsLetters();

  private final BufferedImage image;
  private final Graphics2D graphics;

  PngCanvas(double width, double height) {
    image =
        new BufferedImage(
            (int) Math.ceil(width * SCALE),
            (int) Math.ceil(height * SCALE),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SCALE, SCALE);
  }

  /** Whether this Java can draw letters; in a small container it may have no fonts at all. */
  static boolean isUsable() {
    return USABLE;
  }

  private static boolean drawsLetters() {
    System.setProperty("java.awt.headless", "true"); // else Java looks for the user's screen
    try {
      new PngCanvas(1, 1).text(new Point(0, 1), "a", Look.small(Anchor.START));
      return true;
    } catch (Error | RuntimeException e) { // there is no one type for it
      LOG.warn("figures are written as SVG alone, as Java cannot draw here: {}", e.toString());
      return false;
    }
  }

  void writeTo(OutputStream out) throws IOException {
    graphics.dispose();
    ImageIO.write(image, "png", out);
  }

  @Override
  public void line(List<Point> points, Pen pen) {
    float[] dashes = new float[pen.dashes().size()];
    for (int i = 0; i < dashes.length; i++) {
      dashes[i] = pen.dashes().get(i).floatValue();
    }
    graphics.setStroke(
        new BasicStroke(
            (float) pen.width(),
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_MITER,
            4,
            dashes.length == 0 ? null : dashes,
            0));
    graphics.setColor(pen.color());
    graphics.draw(path(points));
  }

  @Override
  public void area(List<Point> corners, Color fill) {
    Path2D area = path(corners);
    area.closePath();
    graphics.setColor(fill);
    graphics.fill(area);
  }

  @Override
  public void dots(List<Point> points, double diameter, Color color) {
    Path2D dots = new Path2D.Double();
    for (Point point : points) {
      dots.moveTo(point.x(), point.y());
      dots.lineTo(point.x(), point.y());
    }
    graphics.setStroke(
        new BasicStroke((float) diameter, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.setColor(color);
    graphics.setComposite(AlphaComposite.SrcOver.derive(0.5f));
    graphics.draw(dots);
    graphics.setComposite(AlphaComposite.SrcOver);
  }

  @Override
  public void text(Point point, String text, Letters letters) {
    int style = letters.bold() ? Font.BOLD : Font.PLAIN;
    graphics.setFont(new Font(Font.SANS_SERIF, style, 1).deriveFont((float) letters.size()));
    graphics.setColor(letters.color());
    double length =
        graphics.getFont().getStringBounds(text, graphics.getFontRenderContext()).getWidth();
    double before =
        switch (letters.anchor()) {
          case START -> 0;
          case MIDDLE -> length / 2;
          case END -> length;
        };
    AffineTransform upright = graphics.getTransform();
    graphics.translate(point.x(), point.y());
    if (letters.turned()) {
      graphics.rotate(-Math.PI / 2);
    }
    graphics.drawString(text, (float) -before, 0);
    graphics.setTransform(upright);
  }

  private static Path2D path(List<Point> points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).x(), points.get(0).y());
    points.stream().skip(1).forEach(p -> path.lineTo(p.x(), p.y()));
    return path;
  }
}
