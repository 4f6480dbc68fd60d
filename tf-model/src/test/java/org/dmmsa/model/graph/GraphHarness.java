package org.dmmsa.model.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** A graph, one session and the arrays that are fed to it, for one test. */
public final class GraphHarness implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session = Sessions.DEFAULT.open(graph);
  private final Ops tf = Ops.create(graph);
  private final Map<Operand<?>, Tensor> feeds = new LinkedHashMap<>();

  public Ops tf() {
    return tf;
  }

  public Graph graph() {
    return graph;
  }

  public Session session() {
    return session;
  }

  /** An input of unknown sizes (its last one known), fed with these numbers at every run. */
  public Placeholder<TFloat32> input(Shape shape, float... values) {
    long[] dims = new long[shape.numDimensions()];
    java.util.Arrays.fill(dims, Shape.UNKNOWN_SIZE);
    if (dims.length > 1) {
      dims[dims.length - 1] = shape.get(dims.length - 1);
    }
    Placeholder<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(dims)));
    feed(input, tensor(shape, values));
    return input;
  }

  public Placeholder<TInt32> input(Shape shape, int... values) {
    long[] dims = new long[shape.numDimensions()];
    java.util.Arrays.fill(dims, Shape.UNKNOWN_SIZE);
    Placeholder<TInt32> input = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(dims)));
    feed(input, TInt32.tensorOf(shape, DataBuffers.of(values)));
    return input;
  }

  public Placeholder<TInt64> scalar(long value) {
    Placeholder<TInt64> input = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    feed(input, TInt64.scalarOf(value));
    return input;
  }

  public Placeholder<TFloat32> scalar(float value) {
    Placeholder<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    feed(input, TFloat32.scalarOf(value));
    return input;
  }

  /** Feeds something anew. */
  public void feed(Operand<?> input, Tensor value) {
    Tensor before = feeds.put(input, value);
    if (before != null) {
      before.close();
    }
  }

  public static TFloat32 tensor(Shape shape, float... values) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values));
  }

  /** Sets weights, all in one run. */
  public void assign(Map<Weight, float[]> values) {
    Session.Runner runner = session.runner();
    List<Tensor> fed = new ArrayList<>();
    values.forEach(
        (weight, numbers) -> {
          if (weight.size() != numbers.length) {
            throw new IllegalArgumentException(
                weight.path() + " has " + weight.size() + " numbers, given " + numbers.length);
          }
          Placeholder<TFloat32> value = tf.placeholder(TFloat32.class);
          fed.add(tensor(weight.shape(), numbers));
          runner.feed(value, fed.get(fed.size() - 1));
          runner.addTarget(tf.assign(weight.variable(), value));
        });
    runner.run().close();
    fed.forEach(Tensor::close);
  }

  /** Feeds all inputs to a run. */
  public void feedAll(Session.Runner runner) {
    feeds.forEach((operand, value) -> runner.feed(operand.asOutput(), value));
  }

  /** Runs ops for what they do. */
  public void run(Op... targets) {
    Session.Runner runner = session.runner();
    feedAll(runner);
    for (Op target : targets) {
      runner.addTarget(target);
    }
    runner.run().close();
  }

  /** The numbers of an operand, flat. */
  public float[] floats(Operand<TFloat32> operand) {
    return floats(List.of(operand)).get(0);
  }

  public List<float[]> floats(List<? extends Operand<? extends TType>> operands) {
    Session.Runner runner = session.runner();
    feedAll(runner);
    operands.forEach(operand -> runner.fetch(operand.asOutput()));
    List<float[]> values = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < operands.size(); i++) {
        values.add(copy((TFloat32) result.get(i)));
      }
    }
    return values;
  }

  public static float[] copy(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  /** The gradients of a scalar with respect to weights. */
  public List<Operand<TFloat32>> gradients(Operand<TFloat32> loss, List<Weight> weights) {
    return gradientsOf(loss, weights.stream().map(Weight::value).toList());
  }

  /** The gradients of a scalar with respect to anything that it is computed from. */
  @SuppressWarnings("unchecked")
  public List<Operand<TFloat32>> gradientsOf(
      Operand<TFloat32> loss, List<? extends Operand<TFloat32>> sources) {
    Output<?>[] of = sources.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Output<?> gradient : graph.addGradients(loss.asOutput(), of)) {
      gradients.add((Output<TFloat32>) gradient);
    }
    return gradients;
  }

  @Override
  public void close() {
    feeds.values().forEach(Tensor::close);
    session.close();
    graph.close();
  }
}
