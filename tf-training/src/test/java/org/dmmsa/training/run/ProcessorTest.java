package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Precision;
import org.dmmsa.model.graph.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class ProcessorTest {
  private static final int SIZE = 64;

  /** Near 1, and rounded to 1 in 8 bits of mantissa. */
  private static final float ROUNDED = 1 + 0x1p-10f;

  @ParameterizedTest
  @CsvSource({
    "'flags : fpu avx512f avx512_bf16 clzero', true",
    "'flags : fpu amx_bf16 amx_tile', true",
    "'flags : fpu avx512f avx512_vnni', false",
    "'flags : fpu avx512_bf16x', false",
    "'', false"
  })
  void instructionsAreReadFromLinuxsDescription(String line, boolean fast) {
    assertThat(Processor.multipliesBfloat16("processor : 0\n" + line + "\n")).isEqualTo(fast);
  }

  @Test
  void matrixProductsAreRoundedAndNothingElse() {
    assumeTrue(Processor.multipliesBfloat16());
    float single = product(Optional.of(Precision.FLOAT32));
    assertThat(single).isCloseTo(SIZE * ROUNDED, within(1e-4f));
    assertThat(product(Optional.empty())).isEqualTo(single);
    assertThat(product(Optional.of(Precision.BFLOAT16))).isEqualTo(SIZE);
  }

  @Test
  void otherProcessorsAreRefused() {
    assumeFalse(Processor.multipliesBfloat16());
    assertThatThrownBy(() -> Processor.require(new Sessions(0, 0, Optional.of(Precision.BFLOAT16))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found bfloat16 on a processor without");
  }

  @Test
  void whatOtherRunsReadIsComputedInSinglePrecision() {
    Sessions sessions = new Sessions(1, 2, Optional.of(Precision.BFLOAT16)).inSinglePrecision();
    assertThat(sessions).isEqualTo(new Sessions(1, 2, Optional.empty()));
  }

  /** One number of a product of matrices, all of whose numbers are alike. */
  private static float product(Optional<Precision> precision) {
    float[] ones = new float[SIZE * SIZE];
    float[] nearOnes = new float[SIZE * SIZE];
    Arrays.fill(ones, 1);
    Arrays.fill(nearOnes, ROUNDED);
    Shape shape = Shape.of(SIZE, SIZE);
    try (Graph graph = new Graph();
        Session session = new Sessions(0, 0, precision).open(graph);
        TFloat32 x = TFloat32.tensorOf(shape, DataBuffers.of(nearOnes));
        TFloat32 y = TFloat32.tensorOf(shape, DataBuffers.of(ones))) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> left = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      Placeholder<TFloat32> right = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      try (var result =
          session
              .runner()
              .feed(left, x)
              .feed(right, y)
              .fetch(tf.identity(tf.linalg.matMul(left, right)))
              .run()) {
        return ((TFloat32) result.get(0)).getFloat(0, 0);
      }
    }
  }
}
