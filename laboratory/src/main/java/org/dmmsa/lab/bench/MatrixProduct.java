package org.dmmsa.lab.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.family.TNumber;

/**
 * A square matrix by itself: the most that TensorFlow gets out of the machine, for others to be
 * compared with. The matrix is cast and fed beforehand.
 */
final class MatrixProduct {
  private MatrixProduct() {}

  static <T extends TNumber> Prepared prepare(Setup setup, Class<T> type, String named) {
    int size = setup.sizes().matrix();
    Graph graph = new Graph();
    Ops tf = Ops.create(graph);
    Operand<T> drawn =
        tf.dtypes.cast(
            tf.random.statelessRandomUniform(
                tf.constant(new int[] {size, size}), tf.constant(new long[] {Setup.SEED, 0})),
            type);
    Placeholder<T> matrix = tf.placeholder(type, Placeholder.shape(Shape.of(size, size)));
    Op product = tf.linalg.matMul(matrix, matrix);
    Session session = setup.sessions().inSinglePrecision().open(graph); // the type is the matrix's
    Result values = session.runner().fetch(drawn).run();
    return new Prepared(
        () ->
            session
                .runner()
                .feed(matrix.asOutput(), values.get(0))
                .addTarget(product)
                .run()
                .close(),
        1,
        1,
        "products",
        Flop.product(size, size, size),
        Optional.of(new PeerTask("matrix", false, Map.of("size", size, "type", named), List.of())),
        () -> {
          values.close();
          session.close();
          graph.close();
        });
  }
}
