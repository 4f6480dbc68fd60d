package org.dmmsa.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.encoder.TextInput;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A batch as a network sees it: one operand for each input that it declared.
 *
 * @param operands shapes as {@link Input} has them
 */
public record Inputs(Map<Input, Operand<?>> operands) {
  public Inputs {
    Map<Input, Operand<?>> sorted = new EnumMap<>(Input.class);
    sorted.putAll(operands);
    operands = Collections.unmodifiableMap(sorted);
  }

  /** Placeholders for these inputs, named by their keys; batch and time are dynamic. */
  public static Inputs placeholders(Ops tf, Set<Input> wanted, InputDims dims) {
    Map<Input, Operand<?>> operands = new EnumMap<>(Input.class);
    for (Input input : wanted) {
      Shape shape =
          input.hasFeatures() ? Shape.of(-1, -1, dims.of(input).features()) : Shape.of(-1, -1);
      operands.put(
          input, tf.withName(input.key()).placeholder(input.type(), Placeholder.shape(shape)));
    }
    return new Inputs(operands);
  }

  /** An input that has features: [B, T, F]. */
  public Operand<TFloat32> frames(Input input) {
    return require(input).asOutput().expect(TFloat32.class);
  }

  /** The tokens that a BERT reads. */
  public TextInput tokens() {
    return new TextInput(ints(Input.INPUT_IDS), ints(Input.INPUT_MASK), ints(Input.SEGMENT_IDS));
  }

  private Operand<TInt32> ints(Input input) {
    return require(input).asOutput().expect(TInt32.class);
  }

  private Operand<?> require(Input input) {
    Operand<?> operand = operands.get(input);
    if (operand == null) {
      throw new IllegalArgumentException(
          "found the inputs " + operands.keySet() + ", expected also " + input);
    }
    return operand;
  }
}
