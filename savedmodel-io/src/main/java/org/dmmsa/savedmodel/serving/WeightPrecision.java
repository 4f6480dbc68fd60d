package org.dmmsa.savedmodel.serving;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.op.Ops;

/** How an export keeps its kernels and tables; it computes in single precision either way. */
public enum WeightPrecision {
  FLOAT32,
  /** Half the size; a request casts what it uses. */
  FLOAT16;

  /** As users and files spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that is spelled so. */
  public static Optional<WeightPrecision> of(String key) {
    return Stream.of(values()).filter(precision -> precision.key().equals(key)).findFirst();
  }

  Weights weights(Ops tf) {
    return this == FLOAT16 ? Weights.halved(tf) : Weights.restored(tf);
  }
}
