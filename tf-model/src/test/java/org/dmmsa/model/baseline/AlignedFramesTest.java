package org.dmmsa.model.baseline;

import static org.dmmsa.model.Golden.assertClose;

import java.util.List;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Golden;
import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** {@code align_avg_pool} of {@code mfn.json}. */
class AlignedFramesTest {
  private static final Golden GOLDEN = Golden.load("mfn").at("align_avg_pool");

  private final GraphHarness harness = new GraphHarness();

  @AfterEach
  void close() {
    harness.close();
  }

  static List<String> cases() {
    return GOLDEN.node().properties().stream().map(entry -> entry.getKey()).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void meansAreTheGoldenOnes(String name) {
    Golden given = GOLDEN.at(name);
    Golden frames = given.at("in");
    FrameDims dims = new FrameDims((int) frames.shape().get(1), (int) frames.shape().get(2));
    Operand<TFloat32> aligned =
        AlignedFrames.of(
            harness.tf(),
            harness.input(frames.shape(), frames.floats()),
            dims,
            given.at("L").integer());
    assertClose(name, harness.floats(aligned), given.at("out").floats(), 1e-6);
  }

  @Test
  void aBatchHasAsManyAsItsLongestTextAndZerosBeyondTheLastToken() {
    FrameDims dims = new FrameDims(4, 1);
    Operand<TFloat32> frames = harness.input(Shape.of(1, 4, 1), new float[] {1, 3, 5, 9});
    assertClose("shorter", aligned(frames, dims, 1), new float[] {2}, 1e-6);
    assertClose("longer", aligned(frames, dims, 4), new float[] {2, 7, 0, 0}, 1e-6);
  }

  @Test
  void framesThatABatchLacksAreZeros() {
    FrameDims dims = new FrameDims(4, 1);
    Operand<TFloat32> frames = harness.input(Shape.of(1, 3, 1), new float[] {1, 3, 5});
    assertClose("padded", aligned(frames, dims, 2), new float[] {2, 2.5f}, 1e-6);
  }

  private float[] aligned(Operand<TFloat32> frames, FrameDims dims, int length) {
    return harness.floats(
        AlignedFrames.of(harness.tf(), frames, dims, 2, harness.tf().constant(length)));
  }
}
