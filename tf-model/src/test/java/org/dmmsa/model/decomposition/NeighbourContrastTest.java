package org.dmmsa.model.decomposition;

import static org.dmmsa.model.Golden.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dmmsa.model.Golden;
import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The 42 vectors of {@code confede.json}, whose order is Ts_0 to Ts_6, then Vs, As, Td, Vd, Ad. */
class NeighbourContrastTest {
  private static final Golden GOLDEN = Golden.load("confede").at("contrastive_vectors");

  /** Where our features Ts, Td, As, Ad, Vs, Vd are in the file's order. */
  private static final int[] THEIRS = {0, 3, 2, 5, 1, 4};

  private static final int SIZE = GOLDEN.at("vectors").floats().length / 6; // numbers of a feature

  static IntStream cases() {
    return IntStream.range(0, GOLDEN.at("cases").node().size());
  }

  private static float[] feature(Golden vectors, int ours) {
    float[] part = new float[SIZE];
    System.arraycopy(vectors.floats(), THEIRS[ours] * SIZE, part, 0, SIZE);
    return part;
  }

  /** Features of groups that are all alike. */
  private static DecomposedFeatures features(GraphHarness harness, int groups) {
    int width = (int) GOLDEN.at("vectors").shape().get(1);
    List<Operand<TFloat32>> each = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      float[] values = new float[groups * SIZE];
      for (int group = 0; group < groups; group++) {
        System.arraycopy(feature(GOLDEN.at("vectors"), i), 0, values, group * SIZE, SIZE);
      }
      each.add(harness.input(Shape.of(values.length / width, width), values));
    }
    return new DecomposedFeatures(
        each.get(0), each.get(1), each.get(2), each.get(3), each.get(4), each.get(5));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theLossOfAGroupAndItsGradientsAreConfedes(int number) {
    Golden given = GOLDEN.at("cases", number);
    try (GraphHarness harness = new GraphHarness()) {
      DecomposedFeatures features = features(harness, 1);
      Operand<TFloat32> loss =
          NeighbourContrast.of(harness.tf(), features, given.at("temperature").number());
      float[] mean = {given.at("mean").number()};
      assertClose("loss", harness.floats(loss), mean, 1e-5);
      List<float[]> gradients = harness.floats(harness.gradientsOf(loss, features.inOrder()));
      for (int i = 0; i < 6; i++) {
        assertClose("feature " + i, gradients.get(i), feature(given.at("grad_vectors"), i), 1e-4);
      }
    }
  }

  @Test
  void theLossOfABatchIsTheMeanOverItsGroups() {
    Golden given = GOLDEN.at("cases", 0);
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> loss =
          NeighbourContrast.of(
              harness.tf(), features(harness, 3), given.at("temperature").number());
      assertClose("loss", harness.floats(loss), new float[] {given.at("mean").number()}, 1e-5);
    }
  }
}
