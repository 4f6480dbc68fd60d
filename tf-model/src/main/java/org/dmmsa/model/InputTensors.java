package org.dmmsa.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/**
 * One batch in native memory, as networks and exported models take it; whoever made it closes it.
 *
 * @param byInput at least one tensor, all of B rows
 */
public record InputTensors(Map<Input, Tensor> byInput) implements AutoCloseable {
  public InputTensors {
    Map<Input, Tensor> sorted = new EnumMap<>(Input.class);
    sorted.putAll(byInput);
    byInput = Collections.unmodifiableMap(sorted);
  }

  /** B. */
  public int batch() {
    return (int) byInput.values().iterator().next().shape().get(0);
  }

  /** Hands every tensor to a session's run. */
  public void feedInto(Session.Runner runner, Inputs to) {
    forEach((input, tensor) -> runner.feed(to.operands().get(input).asOutput(), tensor));
  }

  public void forEach(BiConsumer<Input, Tensor> action) {
    byInput.forEach(action);
  }

  @Override
  public void close() {
    byInput.values().forEach(Tensor::close);
  }
}
