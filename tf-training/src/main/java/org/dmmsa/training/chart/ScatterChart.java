package org.dmmsa.training.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmmsa.training.chart.Canvas.Pen;
import org.dmmsa.training.chart.Canvas.Point;

/**
 * Predictions against labels, a dot a sample; on the dashed diagonal both are equal.
 *
 * @param title above it
 * @param labels of the samples
 * @param predictions as many
 */
public record ScatterChart(String title, List<Double> labels, List<Double> predictions)
    implements Chart {
  private static final double LEFT = 70;
  private static final double TOP = 40;
  private static final double SIDE = 400;

  /** Dots of one layer do not darken each other, those of several do and show where many are. */
  private static final int LAYERS = 8;

  public ScatterChart {
    labels = List.copyOf(labels);
    predictions = List.copyOf(predictions);
    if (labels.size() != predictions.size()) {
      throw new IllegalArgumentException(
          "found %d predictions, expected %d (one a label)"
              .formatted(predictions.size(), labels.size()));
    }
  }

  @Override
  public double width() {
    return Math.max(LEFT + SIDE + 20, Look.titleWidth(title));
  }

  @Override
  public double height() {
    return TOP + SIDE + 48;
  }

  @Override
  public void draw(Canvas canvas) {
    Look.title(canvas, title);
    List<Double> all = Stream.concat(labels.stream(), predictions.stream()).toList();
    Axes axes = new Axes(Scale.around(all, LEFT, LEFT + SIDE), Scale.around(all, TOP + SIDE, TOP));
    axes.drawX(canvas, axes.x().ticks(8), "label");
    axes.drawY(canvas, axes.y().ticks(8), "prediction");
    for (int layer = 0; layer < LAYERS; layer++) {
      List<Point> dots = new ArrayList<>();
      for (int i = layer; i < labels.size(); i += LAYERS) {
        dots.add(axes.point(labels.get(i), predictions.get(i)));
      }
      if (!dots.isEmpty()) {
        canvas.dots(dots, 4.5, Look.BLUE);
      }
    }
    canvas.line(
        List.of(
            axes.point(axes.x().low(), axes.x().low()),
            axes.point(axes.x().high(), axes.x().high())),
        new Pen(Look.INK, 1.2, List.of(6.0, 4.0)));
  }

  /** A chart of columns of numbers. */
  public static ScatterChart of(String title, float[] labels, float[] predictions) {
    return new ScatterChart(title, list(labels), list(predictions));
  }

  private static List<Double> list(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList();
  }
}
