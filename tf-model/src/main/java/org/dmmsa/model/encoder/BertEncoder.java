package org.dmmsa.model.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.layer.LayerNorm;
import org.dmmsa.model.layer.Masks;
import org.dmmsa.model.layer.TransformerLayer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * BERT (Devlin et al. 2019) built from this project's layers, so that all of it can be trained, cut
 * or extended.
 *
 * <pre>
 * input             [B, L]     a text longer than the position table is cut to it
 * result.sequence   [B, L, D]  the last layer's states, padding included
 * result.pooled     [B, D]     tanh of a linear map of the state at [CLS], where there is a pooler
 * </pre>
 *
 * <p>Batch and length are dynamic. How the text is padded does not change the answer.
 */
public final class BertEncoder {
  private final BertSizes sizes;
  private final Weight words;
  private final Weight positions;
  private final Weight types;
  private final LayerNorm norm;
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final Optional<Dense> pooler;

  /**
   * What the encoder gives.
   *
   * @param sequence [B, L, D]
   * @param pooled [B, D]
   */
  public record Result(Operand<TFloat32> sequence, Operand<TFloat32> pooled) {}

  public BertEncoder(Weights weights, BertSizes sizes) {
    this(weights, sizes, true);
  }

  /** An encoder for {@link #vector}, with the pooler that this pooling needs, or none. */
  public BertEncoder(Weights weights, BertSizes sizes, TextPooling pooling) {
    this(weights, sizes, pooling == TextPooling.POOLER);
  }

  private BertEncoder(Weights weights, BertSizes sizes, boolean pools) {
    this.sizes = sizes;
    int width = sizes.encoder().width();
    Initializer table = Initializer.truncatedNormal(0.02);
    Weights embeddings = weights.scope("embeddings");
    words = embeddings.create("word", Shape.of(sizes.vocabulary(), width), table);
    positions = embeddings.create("position", Shape.of(sizes.positions(), width), table);
    types = embeddings.create("type", Shape.of(sizes.types(), width), table);
    norm = new LayerNorm(embeddings.scope("norm"), width, sizes.encoder().epsilon());
    Weights stack = weights.scope("encoder");
    for (int i = 0; i < sizes.encoder().layers(); i++) {
      Weights layer = stack.scope(Integer.toString(i));
      layers.add(TransformerLayer.startingAsBert(layer, sizes.encoder()));
    }
    pooler =
        pools
            ? Optional.of(
                new Dense(weights.scope("pooler"), width, width, table, Initializer.ZEROS))
            : Optional.empty();
  }

  /** An encoder that gives states only, for a network that would leave the pooler untrained. */
  public static BertEncoder withoutPooler(Weights weights, BertSizes sizes) {
    return new BertEncoder(weights, sizes, false);
  }

  public BertSizes sizes() {
    return sizes;
  }

  /** States and pooled states, of an encoder that has a pooler. */
  public Result apply(Pass pass, TextInput input) {
    Operand<TFloat32> x = states(pass, input);
    return new Result(x, pool(pass, x));
  }

  /** One vector for each text, [B, D]: pooled, or the mean of the states without a pooler. */
  public Operand<TFloat32> vector(Pass pass, TextInput input) {
    Ops tf = pass.tf();
    Operand<TFloat32> vector =
        pooler.isPresent()
            ? pool(pass, first(pass, input))
            : Masks.mean(tf, states(pass, input), mask(tf, input));
    return tf.squeeze(
        pass.textVector(tf.expandDims(vector, tf.constant(1))), Squeeze.axis(List.of(1L)));
  }

  /** The last layer's states alone, [B, L, D]. */
  public Operand<TFloat32> states(Pass pass, TextInput input) {
    return encode(pass, embed(pass, input), input);
  }

  /** The last layer's state at [CLS] alone, [B, 1, D]: less work than {@link #states}. */
  public Operand<TFloat32> first(Pass pass, TextInput input) {
    return encodeFirst(pass, embed(pass, input), input);
  }

  /** What the first layer is given, [B, L, D]: a network may change it before {@link #encode}. */
  public Operand<TFloat32> embed(Pass pass, TextInput input) {
    Ops tf = pass.tf();
    return embed(pass, cut(tf, input.ids()), cut(tf, input.segments()));
  }

  /**
   * The last layer's states, [B, L, D].
   *
   * @param embedded what the first layer is given, [B, L, D]
   * @param input says which of its positions are real
   */
  public Operand<TFloat32> encode(Pass pass, Operand<TFloat32> embedded, TextInput input) {
    Operand<TFloat32> blocked = blocked(pass, input);
    return pass.textLayer(last().apply(pass, toLast(pass, embedded, blocked), blocked));
  }

  /** What {@link #encode} has at [CLS], [B, 1, D]: the last layer's work for one position. */
  public Operand<TFloat32> encodeFirst(Pass pass, Operand<TFloat32> embedded, TextInput input) {
    Operand<TFloat32> blocked = blocked(pass, input);
    return pass.textVector(last().first(pass, toLast(pass, embedded, blocked), blocked));
  }

  private Operand<TFloat32> toLast(
      Pass pass, Operand<TFloat32> embedded, Operand<TFloat32> blocked) {
    Operand<TFloat32> x = embedded;
    for (TransformerLayer layer : layers.subList(0, layers.size() - 1)) {
      x = pass.textLayer(layer.apply(pass, x, blocked));
    }
    return x;
  }

  private TransformerLayer last() {
    return layers.get(layers.size() - 1);
  }

  private Operand<TFloat32> blocked(Pass pass, TextInput input) {
    return Masks.blocked(pass.tf(), mask(pass.tf(), input));
  }

  /**
   * The pooled states, [B, D], of an encoder that has a pooler.
   *
   * @param states whose first position is [CLS]: all, or {@link #first} alone
   */
  public Operand<TFloat32> pool(Pass pass, Operand<TFloat32> states) {
    Ops tf = pass.tf();
    Dense map = pooler.orElseThrow(() -> new IllegalStateException("this BERT has no pooler"));
    Operand<TFloat32> first = tf.gather(states, tf.constant(0), tf.constant(1)); // [B, D]
    return tf.math.tanh(map.apply(pass, first));
  }

  /** How many positions of a batch it reads, a scalar: L, unless the position table is shorter. */
  public Operand<TInt32> length(Ops tf, TextInput input) {
    return tf.gather(tf.shape(cut(tf, input.ids())), tf.constant(1), tf.constant(0));
  }

  private Operand<TFloat32> mask(Ops tf, TextInput input) {
    return tf.dtypes.cast(cut(tf, input.mask()), TFloat32.class);
  }

  private Operand<TFloat32> embed(Pass pass, Operand<TInt32> ids, Operand<TInt32> segments) {
    Ops tf = pass.tf();
    int width = sizes.encoder().width();
    Operand<TInt32> length = tf.gather(tf.shape(ids), tf.constant(1), tf.constant(0));
    Operand<TFloat32> at =
        tf.slice(
            positions.value(),
            tf.constant(new int[] {0, 0}),
            tf.stack(List.of(length, tf.constant(width)))); // [L, D]
    Operand<TFloat32> sum =
        tf.math.add(
            tf.math.add(
                tf.gather(words.value(), ids, tf.constant(0)),
                tf.gather(types.value(), segments, tf.constant(0))),
            at);
    return pass.dropout(norm.apply(pass, sum), sizes.encoder().dropout());
  }

  private Operand<TInt32> cut(Ops tf, Operand<TInt32> tokens) {
    Operand<TInt32> shape = tf.shape(tokens);
    Operand<TInt32> longest =
        tf.stack(List.of(tf.constant(Integer.MAX_VALUE), tf.constant(sizes.positions())));
    return tf.slice(tokens, tf.constant(new int[] {0, 0}), tf.math.minimum(shape, longest));
  }
}
