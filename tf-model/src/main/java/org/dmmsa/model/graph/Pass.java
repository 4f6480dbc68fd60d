package org.dmmsa.model.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * One trip through the network: where its ops go, and whether dropout acts.
 *
 * <p>A training and an inference pass go through the same weights. Dropout is a pure function of
 * the fed step seed and of the number of the place where it stands, so a step can be repeated. A
 * layer that keeps moving averages leaves their updates with the training pass, whose owner runs
 * them with each step.
 *
 * <p>Ops are not named after the layers: TF Java looks at every op of the graph for each name scope
 * that is opened, and a network would open hundreds. Weights are, by their paths.
 */
public final class Pass {
  private final Ops tf;
  private final Operand<TInt64> stepSeed;
  private final AtomicLong sites;
  private final List<Op> afterStep;
  private final List<TextLayer> textLayers = new ArrayList<>();

  /**
   * What a text encoder made of each text up to one of its layers.
   *
   * @param states [B, L, D], or [B, 1, D] of texts that have one state
   * @param tokenwise whether there is a state for each token
   */
  public record TextLayer(Operand<TFloat32> states, boolean tokenwise) {}

  private Pass(Ops tf, Operand<TInt64> stepSeed, AtomicLong sites, List<Op> afterStep) {
    this.tf = tf;
    this.stepSeed = stepSeed;
    this.sites = sites;
    this.afterStep = afterStep;
  }

  /**
   * A pass with dropout, its ops under {@code train/}.
   *
   * @param stepSeed a scalar, fed anew at every step
   */
  public static Pass training(Ops tf, Operand<TInt64> stepSeed) {
    return new Pass(tf.withSubScope("train"), stepSeed, new AtomicLong(), new ArrayList<>());
  }

  /** A pass without dropout, its ops under {@code infer/}. */
  public static Pass inference(Ops tf) {
    return new Pass(tf.withSubScope("infer"), null, null, List.of());
  }

  public Ops tf() {
    return tf;
  }

  /** Whether this is a training pass. */
  public boolean training() {
    return stepSeed != null;
  }

  /**
   * Asks for an op to be run with each training step, beside the update of the weights: a moving
   * average. It may read what the pass computed, and must not change a trained weight.
   *
   * @throws IllegalStateException in an inference pass, which changes nothing
   */
  public void afterStep(Op op) {
    if (!training()) {
      throw new IllegalStateException("an inference pass has no steps: " + op.op().name());
    }
    afterStep.add(op);
  }

  /** What the layers of this pass asked to be run with each step, whichever scope is asked. */
  public List<Op> afterStep() {
    return Collections.unmodifiableList(afterStep);
  }

  /**
   * Names what a text encoder made of each text so far, from its first layer to its last: where
   * nothing trains up to one of them, its states may be fed in place of being computed again.
   *
   * @param states [B, L, D], a state for each token; a row's do not depend on other rows
   * @return the same
   */
  public Operand<TFloat32> textLayer(Operand<TFloat32> states) {
    textLayers.add(new TextLayer(states, true));
    return states;
  }

  /** The same of states of which a text has one, [B, 1, D]. */
  public Operand<TFloat32> textVector(Operand<TFloat32> states) {
    textLayers.add(new TextLayer(states, false));
    return states;
  }

  /** What {@link #textLayer} and {@link #textVector} were told, in order. */
  public List<TextLayer> textLayers() {
    return Collections.unmodifiableList(textLayers);
  }

  /**
   * Sets each number to 0 with probability {@code rate} and scales the others by 1 / (1 - rate)
   * (Srivastava et al. 2014, in the inverted form); the identity at inference.
   */
  public Operand<TFloat32> dropout(Operand<TFloat32> x, float rate) {
    if (!training() || rate == 0) {
      return x;
    }
    return tf.math.mul(x, tf.math.mul(kept(tf.shape(x), rate), tf.constant(1 / (1 - rate))));
  }

  /**
   * Sets whole rows to 0 with probability {@code rate}, as if a modality were missing there, and
   * leaves the others as they are (modality dropout: ModDrop of Neverova et al. 2016); the identity
   * at inference.
   *
   * @param x [B, D]
   */
  public Operand<TFloat32> dropRows(Operand<TFloat32> x, float rate) {
    if (!training() || rate == 0) {
      return x;
    }
    Operand<TInt32> rows = tf.gather(tf.shape(x), tf.constant(0), tf.constant(0));
    Operand<TInt32> each = tf.stack(List.of(rows, tf.constant(1)));
    return tf.math.mul(x, kept(each, rate));
  }

  /** 1 where something is kept and 0 where it is dropped, by this place and step. */
  private Operand<TFloat32> kept(Operand<TInt32> shape, float rate) {
    Operand<TInt64> seed = tf.stack(List.of(stepSeed, tf.constant(sites.getAndIncrement())));
    Operand<TFloat32> uniform = tf.random.statelessRandomUniform(shape, seed, TFloat32.class);
    return tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant(rate)), TFloat32.class);
  }
}
