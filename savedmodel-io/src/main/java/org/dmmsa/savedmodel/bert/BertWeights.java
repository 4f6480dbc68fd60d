package org.dmmsa.savedmodel.bert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Ops that fill the weights of a {@code BertEncoder} from a BERT SavedModel, inside TensorFlow: the
 * numbers never pass through Java.
 */
public final class BertWeights {
  private final BertSavedModel bert;
  private final List<Weight> weights;
  private final List<String> paths; // below the encoder, in the order of the weights
  private final Placeholder<TString> prefix;
  private final Op assign;
  private final Operand<TBool> finite; // [W], one for each weight

  /**
   * Adds the ops to the graph, under {@code restore_bert/}. The file's path is fed when they run,
   * so that no user's folder ends up in a stored graph.
   *
   * @param weights the model's
   * @param root the path of the scope that the encoder was built in, as in {@code text/bert}
   */
  public BertWeights(Ops tf, BertSavedModel bert, Weights weights, String root) {
    this.bert = bert;
    this.weights = weights.under(root + "/");
    if (this.weights.isEmpty()) {
      throw new IllegalArgumentException("no weights under " + root + "/");
    }
    paths = this.weights.stream().map(weight -> pathOf(weight, root)).toList();
    Ops ops = tf.withSubScope("restore_bert");
    prefix = ops.withName("prefix").placeholder(TString.class);
    assign = assign(ops);
    finite = finite(ops.withSubScope("finite"));
  }

  /**
   * Fills the weights.
   *
   * @throws InvalidInputException when the files are damaged or hold a number that is not finite
   */
  public void restore(Session session) {
    try (TString path = TString.scalarOf(bert.variables().toString())) {
      session.runner().feed(prefix, path).addTarget(assign).run().close();
    } catch (TensorFlowException e) {
      throw new InvalidInputException(
          "cannot read the variables of the BERT in %s: %s"
              .formatted(bert.folder(), String.valueOf(e.getMessage()).split("\\R", 2)[0]),
          e);
    }
    try (Result result = session.runner().fetch(finite).run()) {
      TBool each = (TBool) result.get(0);
      for (int i = 0; i < weights.size(); i++) {
        if (!each.getBoolean(i)) {
          throw new InvalidInputException(
              "found NaN or infinite numbers, expected finite ones, at variable %s in %s"
                  .formatted(bert.bertVariables().nameOf(paths.get(i)), bert.variables()));
        }
      }
    }
  }

  /** The path of a weight below the encoder; the BERT's array has the same shape. */
  private String pathOf(Weight weight, String root) {
    BertVariables variables = bert.bertVariables();
    String path = weight.path().substring(root.length() + 1);
    if (!weight.shape().equals(variables.shapeOf(path))) {
      throw new IllegalArgumentException(
          "weight %s has shape %s, the BERT in %s has %s"
              .formatted(weight.path(), weight.shape(), bert.folder(), variables.shapeOf(path)));
    }
    return path;
  }

  private Op assign(Ops tf) {
    String[] keys = paths.stream().map(bert.bertVariables()::keyOf).toArray(String[]::new);
    Operand<TString> wanted = tf.constant(StdArrays.ndCopyOf(keys));
    List<Class<? extends TType>> types = Collections.nCopies(keys.length, TFloat32.class);
    List<Output<?>> restored =
        tf.train.restore(prefix, wanted, tf.zerosLike(wanted), types).tensors();
    List<Op> assigned = new ArrayList<>();
    for (int i = 0; i < restored.size(); i++) {
      Operand<TFloat32> stored = restored.get(i).expect(TFloat32.class);
      Weight weight = weights.get(i);
      assigned.add(tf.assign(weight.variable(), tf.reshape(stored, tf.constant(weight.shape()))));
    }
    return tf.withControlDependencies(assigned).withName("assign").noOp();
  }

  private Operand<TBool> finite(Ops tf) {
    List<Operand<TBool>> each = new ArrayList<>();
    for (Weight weight : weights) {
      int[] axes = IntStream.range(0, weight.shape().numDimensions()).toArray();
      each.add(tf.reduceAll(tf.math.isFinite(weight.value()), tf.constant(axes)));
    }
    return tf.stack(each);
  }
}
