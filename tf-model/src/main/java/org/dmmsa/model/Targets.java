package org.dmmsa.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What a batch should have been answered: vectors [B] by name. A network asks for those that it
 * needs, and only these are fed.
 *
 * <p>Data gives the five that are named here; a training method may feed others under names of its
 * own.
 */
public final class Targets {
  /** The multimodal score. */
  public static final String SENTIMENT = "sentiment";

  /** The coarse class of the score, 0 to {@link #CLASSES} - 1. */
  public static final String POLARITY = "polarity";

  /**
   * The score of the text alone; of a dataset without unimodal labels the multimodal one, as for
   * audio and vision.
   */
  public static final String TEXT = "text";

  public static final String AUDIO = "audio";
  public static final String VISION = "vision";

  /** C, the coarse classes: negative, neutral, positive. */
  public static final int CLASSES = 3;

  private final Ops tf;
  private final Map<String, Operand<TFloat32>> asked = new LinkedHashMap<>();

  /**
   * Targets that are fed.
   *
   * @param tf where their placeholders go
   */
  public Targets(Ops tf) {
    this.tf = tf;
  }

  /** The target of a name, [B]. */
  public Operand<TFloat32> get(String name) {
    return asked.computeIfAbsent(
        name, key -> tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1))));
  }

  public Operand<TFloat32> sentiment() {
    return get(SENTIMENT);
  }

  /** The coarse classes, [B]. */
  public Operand<TInt32> polarity() {
    return tf.dtypes.cast(get(POLARITY), TInt32.class);
  }

  /** What was asked for, and so has to be fed. */
  public Set<String> names() {
    return Collections.unmodifiableSet(asked.keySet());
  }
}
