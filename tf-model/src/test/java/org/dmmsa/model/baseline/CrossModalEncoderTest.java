package org.dmmsa.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.difference;
import static org.dmmsa.model.graph.Numbers.normal;
import static org.dmmsa.model.graph.Numbers.rows;

import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.Plain;
import org.dmmsa.model.layer.TransformerSizes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class CrossModalEncoderTest {
  private static final int WIDTH = 4;

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Pass pass = Pass.inference(harness.tf());

  @AfterEach
  void close() {
    harness.close();
  }

  private CrossModalEncoder encoder(int layers, boolean masked, boolean positions) {
    TransformerSizes sizes =
        new TransformerSizes(layers, WIDTH, 2, 6, Activation.RELU, 1e-5f, 0, 0, 0);
    CrossModalEncoder encoder =
        new CrossModalEncoder(weights, new CrossModalEncoder.Choices(sizes, 0, masked, positions));
    Plain.filled(harness, weights.all());
    return encoder;
  }

  private Operand<TFloat32> sequence(float... values) {
    return harness.input(Shape.of(1, values.length / WIDTH, WIDTH), values);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void scalesAddsPositionsAndNormalizes(boolean positions) {
    TransformerSizes none = new TransformerSizes(0, WIDTH, 2, 6, Activation.RELU, 1e-5f, 0, 0, 0);
    CrossModalEncoder encoder =
        new CrossModalEncoder(weights, new CrossModalEncoder.Choices(none, 0, true, positions));
    Plain plain = Plain.filled(harness, weights.all());
    float[] x = normal(5, 3 * WIDTH);
    double[][] embedded = Plain.table(x, WIDTH);
    for (int step = 0; step < embedded.length; step++) {
      double at = step + 1;
      double[] position = {Math.sin(at), Math.sin(at / 1e4), Math.cos(at), Math.cos(at / 1e4)};
      for (int i = 0; i < WIDTH; i++) {
        embedded[step][i] = 2 * embedded[step][i] + (positions ? position[i] : 0);
      }
    }
    float[] expected = Plain.flat(plain.norm("norm/", embedded, 1e-5));
    assertClose("embedded", harness.floats(encoder.apply(pass, sequence(x))), expected, 1e-5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theMaskHidesWhatFollows(boolean masked) {
    CrossModalEncoder encoder = encoder(2, masked, false);
    float[] x = normal(5, 3 * WIDTH);
    float[] other = x.clone();
    other[3 * WIDTH - 1] += 1;
    float[] before = rows(harness.floats(encoder.apply(pass, sequence(x))), WIDTH, 0, 1);
    float[] after = rows(harness.floats(encoder.apply(pass, sequence(other))), WIDTH, 0, 1);
    assertThat(difference(before, after) < 1e-6).isEqualTo(masked);
  }

  /** Without a mask: with it, the first steps of the source are seen by more. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onlyPositionsTellTheOrderOfWhatIsLookedAt(boolean positions) {
    CrossModalEncoder encoder = encoder(2, false, positions);
    Operand<TFloat32> x = sequence(normal(5, 2 * WIDTH));
    float[] source = normal(6, 3 * WIDTH);
    float[] given = harness.floats(encoder.apply(pass, x, sequence(source)));
    float[] turned = harness.floats(encoder.apply(pass, x, sequence(rows(source, WIDTH, 2, 1, 0))));
    assertThat(difference(given, turned) > 1e-4).isEqualTo(positions);
  }

  /** In one layer; further ones see what became of itself, but another as it was. */
  @Test
  void lookingAtItselfIsLookingAtAnotherThatIsTheSame() {
    CrossModalEncoder encoder = encoder(1, true, true);
    Operand<TFloat32> x = sequence(normal(5, 3 * WIDTH));
    assertClose(
        "itself",
        harness.floats(encoder.apply(pass, x, x)),
        harness.floats(encoder.apply(pass, x)),
        1e-6);
  }
}
