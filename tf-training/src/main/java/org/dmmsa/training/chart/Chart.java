package org.dmmsa.training.chart;

import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;

/**
 * A picture of numbers that can be told apart without colour: series differ by marker and dashes,
 * cells have their numbers printed.
 */
public interface Chart {
  /** What it shows, in a few words. */
  String title();

  /** In pixels of the SVG; the PNG has twice as many. */
  double width();

  /** In pixels of the SVG; the PNG has twice as many. */
  double height();

  /** Puts the picture on a canvas of that size. */
  void draw(Canvas canvas);

  /** The picture as an SVG document that needs nothing else. */
  default String svg() {
    SvgCanvas canvas = new SvgCanvas(title(), width(), height());
    draw(canvas);
    return canvas.document();
  }

  /**
   * Writes {@code name.svg}, and {@code name.png} where Java has fonts.
   *
   * @throws InvalidInputException if one of them cannot be written
   */
  default void write(Path folder, String name) {
    AtomicFile.write(folder.resolve(name + ".svg"), svg());
    if (PngCanvas.isUsable()) {
      PngCanvas canvas = new PngCanvas(width(), height());
      draw(canvas);
      AtomicFile.write(folder.resolve(name + ".png"), canvas::writeTo);
    }
  }
}
