package org.dmmsa.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmmsa.model.ConfigCheck;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How gradients are kept from growing too long.
 *
 * @param by none, norm or value
 * @param limit the longest gradient, or the largest number of it; of none, none
 */
public record GradientClip(By by, Optional<Double> limit) {
  /** No clipping. */
  public static final GradientClip NONE = new GradientClip(By.NONE, Optional.empty());

  /** What is limited. */
  public enum By {
    NONE,
    /** All gradients are scaled so that together they are no longer (Pascanu et al. 2013). */
    NORM,
    /** Each number is brought within ±limit. */
    VALUE
  }

  public GradientClip {
    ConfigCheck.require(
        limit.isPresent() == (by != By.NONE),
        "limit",
        limit.map(Object::toString).orElse("nothing"),
        by == By.NONE ? "nothing, as nothing is clipped" : "a number above 0");
    double found = limit.orElse(1.0);
    ConfigCheck.require(found > 0, "limit", found, "a number above 0");
  }

  /** The gradients after clipping. */
  List<Operand<TFloat32>> of(Ops tf, List<Operand<TFloat32>> gradients) {
    return switch (by) {
      case NONE -> gradients;
      case NORM -> byNorm(tf, gradients, tf.constant(limit.orElseThrow().floatValue()));
      case VALUE -> {
        float most = limit.orElseThrow().floatValue();
        yield gradients.stream()
            .<Operand<TFloat32>>map(g -> tf.clipByValue(g, tf.constant(-most), tf.constant(most)))
            .toList();
      }
    };
  }

  private static List<Operand<TFloat32>> byNorm(
      Ops tf, List<Operand<TFloat32>> gradients, Operand<TFloat32> limit) {
    List<Operand<TFloat32>> halfSquares = new ArrayList<>();
    gradients.forEach(gradient -> halfSquares.add(tf.nn.l2Loss(gradient)));
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.math.addN(halfSquares), tf.constant(2f)));
    Operand<TFloat32> scale = tf.math.div(limit, tf.math.maximum(norm, limit));
    return gradients.stream()
        .<Operand<TFloat32>>map(gradient -> tf.math.mul(gradient, scale))
        .toList();
  }
}
