package org.dmmsa.training.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.InputTensors;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** One batch in native memory: which rows, what the network sees, what it should answer. */
public final class Batch implements AutoCloseable {
  private final List<Integer> rows;
  private final InputTensors inputs;
  private final Map<String, TFloat32> targets = new LinkedHashMap<>();

  /**
   * A batch without targets yet.
   *
   * @param rows of the split
   * @param inputs taken over: closed with the batch
   */
  public Batch(List<Integer> rows, InputTensors inputs) {
    this.rows = List.copyOf(rows);
    this.inputs = inputs;
  }

  /** Adds targets, each [B]. */
  public void add(Map<String, float[]> more) {
    more.forEach(
        (name, values) -> {
          TFloat32 before =
              targets.put(name, TFloat32.tensorOf(Shape.of(values.length), DataBuffers.of(values)));
          if (before != null) {
            before.close();
          }
        });
  }

  /** The rows, in the order of the tensors. */
  public List<Integer> rows() {
    return rows;
  }

  public InputTensors inputs() {
    return inputs;
  }

  /** A target, [B]. */
  public TFloat32 target(String name) {
    TFloat32 target = targets.get(name);
    if (target == null) {
      throw new IllegalStateException(
          "found the targets " + targets.keySet() + ", expected also " + name);
    }
    return target;
  }

  /** B. */
  public int size() {
    return rows.size();
  }

  @Override
  public void close() {
    inputs.close();
    targets.values().forEach(Tensor::close);
  }
}
