package org.dmmsa.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

class MachineMemoryTest {
  @Test
  void aNetworkLargerThanAllMemoryIsRefusedBeforeItIsMade() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Variable<TFloat32> small = tf.variable(Shape.of(3, 4), TFloat32.class);
      Variable<TFloat32> large = tf.variable(Shape.of(2_000_000_000, 1_000_000), TFloat32.class);
      assertThatCode(() -> MachineMemory.require(List.of(small))).doesNotThrowAnyException();
      assertThatThrownBy(() -> MachineMemory.require(List.of(small, large)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(
              "found a network of 2.00e+15 numbers with its optimizer's (7450580.6 GiB), expected")
          .hasMessageEndingWith(" GiB of memory");
    }
  }
}
