package org.dmmsa.savedmodel.bert;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Input;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.savedmodel.ServingContract;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A BERT as Google's first release writes it: the variable names, the ops and their order are those
 * of its {@code modeling.py}, not those of our encoder, so that the two prove each other.
 *
 * <p>B texts, S tokens, D width, N heads, H = D / N, I inner width.
 */
final class Tf1BertGraph {
  private static final float BLOCKED = -10_000f;

  private final Ops root;
  private final BertSizes sizes;
  private final TransformerSizes layers;
  private final long length;
  private final long seed;
  private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();

  /**
   * @param length the one length that it takes; {@link Shape#UNKNOWN_SIZE} for any
   * @param seed of its first numbers
   */
  Tf1BertGraph(Ops tf, BertSizes sizes, long length, long seed) {
    this.root = tf;
    this.sizes = sizes;
    layers = sizes.encoder();
    this.length = length;
    this.seed = seed;
  }

  /** Its variables, by the names that {@link BertLayout#TF1} has. */
  Map<String, Variable<TFloat32>> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** Adds all ops and names the tensors that serve. */
  Signature signature() {
    Operand<TInt32> ids = input(Input.INPUT_IDS.key());
    Operand<TInt32> mask = input(Input.INPUT_MASK.key());
    Operand<TInt32> segments = input(Input.SEGMENT_IDS.key());
    Ops tf = root.withSubScope("module").withSubScope("bert");
    Operand<TInt32> shape = tf.shape(ids);
    Operand<TFloat32> blocked = blocked(tf, mask);
    Operand<TFloat32> embedded = embed(tf.withSubScope("embeddings"), ids, segments);
    Operand<TFloat32> x = tf.reshape(embedded, tf.constant(new int[] {-1, layers.width()}));
    Ops encoder = tf.withSubScope("encoder");
    for (int i = 0; i < layers.layers(); i++) {
      x = layer(encoder.withSubScope("layer_" + i), x, shape, blocked);
    }
    Operand<TFloat32> sequence = encoder.reshape(x, sizes(tf, shape, layers.width()));
    return Signature.builder()
        .key(ServingContract.SIGNATURE)
        .methodName(ServingContract.METHOD)
        .input(Input.INPUT_IDS.key(), ids)
        .input(Input.INPUT_MASK.key(), mask)
        .input(Input.SEGMENT_IDS.key(), segments)
        .output(BertSignature.SEQUENCE, sequence)
        .output(BertSignature.POOLED, pool(tf.withSubScope("pooler"), sequence))
        .build();
  }

  private Operand<TInt32> input(String name) {
    Shape shape = Shape.of(Shape.UNKNOWN_SIZE, length);
    return root.withName(name).placeholder(TInt32.class, Placeholder.shape(shape));
  }

  /** [B, 1, 1, S]. */
  private static Operand<TFloat32> blocked(Ops tf, Operand<TInt32> mask) {
    Operand<TFloat32> real = tf.dtypes.cast(mask, TFloat32.class);
    Operand<TFloat32> penalty =
        tf.math.mul(tf.math.sub(tf.constant(1f), real), tf.constant(BLOCKED));
    return tf.expandDims(tf.expandDims(penalty, tf.constant(1)), tf.constant(1));
  }

  private Operand<TFloat32> embed(Ops tf, Operand<TInt32> ids, Operand<TInt32> segments) {
    int width = layers.width();
    Operand<TFloat32> wordTable = variable(tf, "word_embeddings", 0, 1, sizes.vocabulary(), width);
    Operand<TFloat32> typeTable =
        variable(tf, "token_type_embeddings", 0, 0.3, sizes.types(), width);
    Operand<TFloat32> positionTable =
        variable(tf, "position_embeddings", 0, 0.3, sizes.positions(), width);
    Operand<TInt32> shape = tf.shape(ids);
    Operand<TFloat32> oneHot =
        tf.oneHot(
            tf.reshape(segments, tf.constant(new int[] {-1})),
            tf.constant(sizes.types()),
            tf.constant(1f),
            tf.constant(0f));
    Operand<TFloat32> types =
        tf.reshape(tf.linalg.matMul(oneHot, typeTable), sizes(tf, shape, width));
    Operand<TFloat32> positions =
        tf.slice(
            positionTable,
            tf.constant(new int[] {0, 0}),
            tf.stack(List.of(size(tf, shape, 1), tf.constant(-1))));
    Operand<TFloat32> sum =
        tf.math.add(
            tf.math.add(tf.gather(wordTable, ids, tf.constant(0)), types),
            tf.expandDims(positions, tf.constant(0)));
    return norm(tf.withSubScope("LayerNorm"), sum);
  }

  /** [B·S, D] to [B·S, D]. */
  private Operand<TFloat32> layer(
      Ops tf, Operand<TFloat32> x, Operand<TInt32> shape, Operand<TFloat32> blocked) {
    int width = layers.width();
    Ops attention = tf.withSubScope("attention");
    Operand<TFloat32> context = attend(attention.withSubScope("self"), x, shape, blocked);
    Ops merge = attention.withSubScope("output");
    Operand<TFloat32> merged = dense(merge.withSubScope("dense"), context, width, width);
    Operand<TFloat32> y = norm(merge.withSubScope("LayerNorm"), merge.math.add(merged, x));
    Ops expand = tf.withSubScope("intermediate").withSubScope("dense");
    Operand<TFloat32> inner = gelu(expand, dense(expand, y, width, layers.inner()));
    Ops output = tf.withSubScope("output");
    Operand<TFloat32> fed = dense(output.withSubScope("dense"), inner, layers.inner(), width);
    return norm(output.withSubScope("LayerNorm"), output.math.add(fed, y));
  }

  private Operand<TFloat32> attend(
      Ops tf, Operand<TFloat32> x, Operand<TInt32> shape, Operand<TFloat32> blocked) {
    int width = layers.width();
    Operand<TFloat32> q = split(tf, dense(tf.withSubScope("query"), x, width, width), shape);
    Operand<TFloat32> k = split(tf, dense(tf.withSubScope("key"), x, width, width), shape);
    Operand<TFloat32> v = split(tf, dense(tf.withSubScope("value"), x, width, width), shape);
    Operand<TFloat32> scores =
        tf.math.mul(
            tf.train.batchMatMul(q, k, TFloat32.class, BatchMatMul.adjY(true)),
            tf.constant((float) (1 / Math.sqrt(width / (double) layers.heads())))); // [B, N, S, S]
    Operand<TFloat32> share = tf.nn.softmax(tf.math.add(scores, blocked));
    Operand<TFloat32> gathered = swap(tf, tf.train.batchMatMul(share, v, TFloat32.class));
    return tf.reshape(gathered, tf.constant(new int[] {-1, width}));
  }

  /** [B·S, N·H] to [B, N, S, H]. */
  private Operand<TFloat32> split(Ops tf, Operand<TFloat32> x, Operand<TInt32> shape) {
    int heads = layers.heads();
    return swap(tf, tf.reshape(x, sizes(tf, shape, heads, layers.width() / heads)));
  }

  private static Operand<TFloat32> swap(Ops tf, Operand<TFloat32> x) {
    return tf.linalg.transpose(x, tf.constant(new int[] {0, 2, 1, 3}));
  }

  private Operand<TFloat32> pool(Ops tf, Operand<TFloat32> sequence) {
    Operand<TFloat32> first =
        tf.squeeze(
            tf.slice(
                sequence, tf.constant(new int[] {0, 0, 0}), tf.constant(new int[] {-1, 1, -1})),
            Squeeze.axis(List.of(1L)));
    return tf.math.tanh(dense(tf.withSubScope("dense"), first, layers.width(), layers.width()));
  }

  private Operand<TFloat32> dense(Ops tf, Operand<TFloat32> x, int in, int out) {
    Operand<TFloat32> kernel = variable(tf, "kernel", 0, 1 / Math.sqrt(in), in, out);
    return tf.nn.biasAdd(tf.linalg.matMul(x, kernel), variable(tf, "bias", 0, 0.1, out));
  }

  /** As TF1's batch normalization computes it: one factor and one shift for each position. */
  private Operand<TFloat32> norm(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> shift = variable(tf, "beta", 0, 0.1, layers.width());
    Operand<TFloat32> gain = variable(tf, "gamma", 1, 0.1, layers.width());
    Operand<TFloat32> mean = tf.math.mean(x, tf.constant(-1), Mean.keepDims(true));
    Operand<TFloat32> variance =
        tf.math.mean(
            tf.math.squaredDifference(x, tf.stopGradient(mean)),
            tf.constant(-1),
            Mean.keepDims(true));
    Operand<TFloat32> factor =
        tf.math.mul(tf.math.rsqrt(tf.math.add(variance, tf.constant(layers.epsilon()))), gain);
    return tf.math.add(tf.math.mul(x, factor), tf.math.sub(shift, tf.math.mul(mean, factor)));
  }

  private Operand<TFloat32> gelu(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> inside =
        layers.activation() == Activation.GELU
            ? tf.math.erf(tf.math.div(x, tf.math.sqrt(tf.constant(2f))))
            : tf.math.tanh(
                tf.math.mul(
                    tf.constant((float) Math.sqrt(2 / Math.PI)),
                    tf.math.add(
                        x, tf.math.mul(tf.constant(0.044715f), tf.math.pow(x, tf.constant(3f))))));
    Operand<TFloat32> share = tf.math.mul(tf.constant(0.5f), tf.math.add(tf.constant(1f), inside));
    return tf.math.mul(x, share);
  }

  /**
   * A variable drawn around a mean: nothing is exactly 0 or 1, so that no term can be forgotten.
   */
  private Operand<TFloat32> variable(
      Ops tf, String name, float mean, double deviation, long... shape) {
    Variable<TFloat32> variable = tf.withName(name).variable(Shape.of(shape), TFloat32.class);
    long number = variables.size(); // so that each draws its own
    variables.put(variable.op().name().substring("module/".length()), variable);
    Ops init = tf.withInitScope();
    Operand<TFloat32> drawn =
        Initializer.truncatedNormal(deviation)
            .value(init, Shape.of(shape), seed * 1_000_003L + number);
    init.withName(name + "_initial").assign(variable, init.math.add(drawn, init.constant(mean)));
    return tf.withName(name + "_read").identity(variable);
  }

  /** The shape [B, S, last...]. */
  private static Operand<TInt32> sizes(Ops tf, Operand<TInt32> shape, int... last) {
    return switch (last.length) {
      case 1 -> tf.stack(List.of(size(tf, shape, 0), size(tf, shape, 1), tf.constant(last[0])));
      default ->
          tf.stack(
              List.of(
                  size(tf, shape, 0),
                  size(tf, shape, 1),
                  tf.constant(last[0]),
                  tf.constant(last[1])));
    };
  }

  private static Operand<TInt32> size(Ops tf, Operand<TInt32> shape, int axis) {
    return tf.gather(shape, tf.constant(axis), tf.constant(0));
  }
}
