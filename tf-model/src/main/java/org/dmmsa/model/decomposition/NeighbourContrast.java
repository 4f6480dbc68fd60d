package org.dmmsa.model.decomposition;

import java.util.List;
import org.dmmsa.model.loss.MeanOf;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/**
 * ConFEDE's contrastive loss (Yang et al., ACL 2023, section 3.3): within each sample as in {@link
 * ContrastiveLoss}, and between a sample and its six neighbours.
 *
 * <p>Rows come in groups of seven, k = 0 to 6: a sample, two neighbours that are near and have its
 * label, two that are far and have another, two that are near and have another. For each group, sim
 * is the cosine:
 *
 * <pre>
 * positives (20)  Ts_0·Ts_k, Vs_0·Vs_k, As_0·As_k  k = 1, 2     Ts_k·Vs_k, Ts_k·As_k         all k
 * negatives (33)  Ts_0·Ts_k, Vs_0·Vs_k, As_0·As_k  k = 3 to 6   Ts_k·Td_k, Ts_k·Vd_k, Ts_k·Ad_k
 * </pre>
 *
 * <p>A positive pair's loss is −log(e^(sim/τ) / (e^(sim/τ) + Σ e^(sim/τ) of the negatives with the
 * same first vector)); the whole is the mean over pairs, then over groups. Equal to ConFEDE's code,
 * which takes the pairs out of pytorch-metric-learning's NTXentLoss.
 */
public final class NeighbourContrast {
  /** Rows of a group: a sample and its neighbours. */
  public static final int GROUP = 7;

  private static final int SAME_LABEL = 2; // of the six neighbours, first in a group
  private static final int PAIRS = 20;

  private NeighbourContrast() {}

  /**
   * The loss of a batch, a scalar.
   *
   * @param features each [7n, d], groups one after the other
   * @param temperature τ, above 0
   */
  public static Operand<TFloat32> of(Ops tf, DecomposedFeatures features, float temperature) {
    Operand<TFloat32> scale = tf.constant(1 / temperature);
    Operand<TFloat32> ts = groups(tf, features.ts());
    Operand<TFloat32> vs = groups(tf, features.vs());
    Operand<TFloat32> as = groups(tf, features.as());
    Operand<TFloat32> anchors = tf.math.mul(ts, scale); // [n, 7, d]
    Operand<TFloat32> near = within(tf, anchors, List.of(vs, as)); // [n, 7, 2]
    Operand<TFloat32> far =
        within(
            tf,
            anchors,
            List.of(
                groups(tf, features.td()), groups(tf, features.vd()), groups(tf, features.ad())));

    Operand<TFloat32> text = toNeighbours(tf, ts, scale); // [n, 1, 6]
    Operand<TFloat32> ofSample =
        pairs(
            tf,
            tf.concat(List.of(part(tf, near, 1, 0, 1), sameLabel(tf, text)), tf.constant(2)),
            tf.concat(List.of(part(tf, far, 1, 0, 1), otherLabel(tf, text)), tf.constant(2)));
    Operand<TFloat32> ofNeighbours =
        pairs(tf, part(tf, near, 1, 1, GROUP - 1), part(tf, far, 1, 1, GROUP - 1)); // [n, 6]
    Operand<TFloat32> vision = toNeighbours(tf, vs, scale);
    Operand<TFloat32> audio = toNeighbours(tf, as, scale);
    Operand<TFloat32> all =
        tf.concat(
            List.of(
                ofSample,
                ofNeighbours,
                pairs(tf, sameLabel(tf, vision), otherLabel(tf, vision)),
                pairs(tf, sameLabel(tf, audio), otherLabel(tf, audio))),
            tf.constant(1)); // [n, 9]
    Operand<TFloat32> sums = tf.reduceSum(all, tf.constant(1));
    return MeanOf.all(tf, tf.math.mul(sums, tf.constant(1f / PAIRS)));
  }

  /** Unit vectors, [n, 7, d]. */
  private static Operand<TFloat32> groups(Ops tf, Operand<TFloat32> feature) {
    int width = (int) feature.shape().get(1);
    return tf.reshape(ContrastiveLoss.unit(tf, feature), tf.constant(new int[] {-1, GROUP, width}));
  }

  /** Similarities inside each sample, [n, 7, others]. */
  private static Operand<TFloat32> within(
      Ops tf, Operand<TFloat32> anchors, List<Operand<TFloat32>> others) {
    return tf.stack(
        others.stream()
            .<Operand<TFloat32>>map(
                other -> tf.reduceSum(tf.math.mul(anchors, other), tf.constant(2)))
            .toList(),
        Stack.axis(2L));
  }

  /** Similarities of a group's sample to its neighbours, [n, 1, 6]. */
  private static Operand<TFloat32> toNeighbours(
      Ops tf, Operand<TFloat32> group, Operand<TFloat32> scale) {
    Operand<TFloat32> sample = tf.math.mul(part(tf, group, 1, 0, 1), scale);
    Operand<TFloat32> neighbours = part(tf, group, 1, 1, GROUP - 1);
    return tf.expandDims(
        tf.reduceSum(tf.math.mul(sample, neighbours), tf.constant(2)), tf.constant(1));
  }

  private static Operand<TFloat32> sameLabel(Ops tf, Operand<TFloat32> toNeighbours) {
    return part(tf, toNeighbours, 2, 0, SAME_LABEL);
  }

  private static Operand<TFloat32> otherLabel(Ops tf, Operand<TFloat32> toNeighbours) {
    return part(tf, toNeighbours, 2, SAME_LABEL, GROUP - 1 - SAME_LABEL);
  }

  private static Operand<TFloat32> part(
      Ops tf, Operand<TFloat32> x, int axis, int begin, int size) {
    int[] from = new int[3];
    int[] sizes = {-1, -1, -1};
    from[axis] = begin;
    sizes[axis] = size;
    return tf.slice(x, tf.constant(from), tf.constant(sizes));
  }

  /** The losses of the positives [n, m, p] among the negatives [n, m, q], summed over p: [n, m]. */
  private static Operand<TFloat32> pairs(
      Ops tf, Operand<TFloat32> positives, Operand<TFloat32> negatives) {
    Operand<TFloat32> against =
        tf.expandDims(ContrastiveLoss.logSumExp(tf, negatives), tf.constant(-1));
    return tf.reduceSum(tf.math.softplus(tf.math.sub(against, positives)), tf.constant(2));
  }
}
