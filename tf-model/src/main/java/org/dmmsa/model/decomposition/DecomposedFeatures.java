package org.dmmsa.model.decomposition;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/**
 * The six decomposed features, each [B, d]: similar and dissimilar, of text, audio and vision.
 *
 * @param ts similar features of text
 * @param td dissimilar features of text
 * @param as similar features of audio
 * @param ad dissimilar features of audio
 * @param vs similar features of vision
 * @param vd dissimilar features of vision
 */
public record DecomposedFeatures(
    Operand<TFloat32> ts,
    Operand<TFloat32> td,
    Operand<TFloat32> as,
    Operand<TFloat32> ad,
    Operand<TFloat32> vs,
    Operand<TFloat32> vd) {

  /** In the order in which they are concatenated, predicted and served. */
  public List<Operand<TFloat32>> inOrder() {
    return List.of(ts, td, as, ad, vs, vd);
  }

  /** [B, 6, d] all of them, in the same order. */
  public Operand<TFloat32> stacked(Ops tf) {
    return tf.stack(inOrder(), Stack.axis(1L));
  }
}
