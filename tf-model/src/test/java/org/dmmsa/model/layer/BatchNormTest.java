package org.dmmsa.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.normal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Golden;
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.graph.GradientCheck;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Numbers;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/** {@code tfn.json} has two batch norms, in evaluation and after one training pass. */
class BatchNormTest {
  private static final int WIDTH = 3;

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Pass inference = Pass.inference(harness.tf());
  private final Pass training = Pass.training(harness.tf(), harness.scalar(1L));

  @AfterEach
  void close() {
    harness.close();
  }

  /** A layer whose weights and state are all made up. */
  private BatchNorm filled() {
    BatchNorm norm = new BatchNorm(weights, WIDTH);
    Plain.filled(harness, weights.all());
    harness.assign(Map.of(variance(), new float[] {0.5f, 2, 3}));
    return norm;
  }

  private Weight mean() {
    return weights.under("moving_mean").get(0);
  }

  private Weight variance() {
    return weights.under("moving_variance").get(0);
  }

  private void step() {
    harness.run(training.afterStep().toArray(new Op[0]));
  }

  @Test
  void twoWeightsTrainAndTwoArraysAreState() {
    assertThat(new BatchNorm(weights, WIDTH)).isNotNull();
    assertThat(weights.trained().stream().map(Weight::path)).containsExactly("gain", "bias");
    assertThat(weights.all()).hasSize(4);
    harness.session().initialize();
    assertThat(harness.floats(mean().value())).containsOnly(0f);
    assertThat(harness.floats(variance().value())).containsOnly(1f);
  }

  @Test
  void aTrainingBatchIsNormalizedByItself() {
    BatchNorm norm = new BatchNorm(weights, 2);
    harness.session().initialize();
    harness.assign(Map.of(weights.all().get(0), new float[] {1, 10}));
    Operand<TFloat32> x = harness.input(Shape.of(2, 2), 1f, 5, 3, 9); // means 2, 7; variances 1, 4
    float[] actual = harness.floats(norm.apply(training, x));
    assertClose("x", actual, new float[] {-1, -10, 1, 10}, 1e-5);
    step();
    assertClose("mean", harness.floats(mean().value()), new float[] {0.2f, 0.7f}, 1e-6);
    // 0.9 + 0.1 * 2 and 0.9 + 0.1 * 8: the variance of a sample
    assertClose("variance", harness.floats(variance().value()), new float[] {1.1f, 1.7f}, 1e-6);
    step();
    assertClose("mean", harness.floats(mean().value()), new float[] {0.38f, 1.33f}, 1e-6);
  }

  @Test
  void nothingMovesWithoutAStep() {
    BatchNorm norm = filled();
    float[] before = harness.floats(mean().value());
    Operand<TFloat32> x = harness.input(Shape.of(4, WIDTH), normal(3, 4 * WIDTH));
    Operand<TFloat32> y = norm.apply(training, x);
    norm.apply(inference, x);
    harness.floats(y);
    assertThat(harness.floats(mean().value())).isEqualTo(before);
    assertThat(training.afterStep()).hasSize(2);
  }

  @Test
  void anInferenceRowDoesNotDependOnTheOthers() {
    BatchNorm norm = filled();
    float[] x = normal(3, 4 * WIDTH);
    float[] all = harness.floats(norm.apply(inference, harness.input(Shape.of(4, WIDTH), x)));
    float[] second = Arrays.copyOfRange(x, WIDTH, 2 * WIDTH);
    float[] one = harness.floats(norm.apply(inference, harness.input(Shape.of(1, WIDTH), second)));
    assertThat(Numbers.difference(one, Arrays.copyOfRange(all, WIDTH, 2 * WIDTH))).isLessThan(1e-6);
  }

  @Test
  void aTrainingBatchOfOneRowIsTreatedAsAtInference() {
    BatchNorm norm = filled();
    float[] mean = harness.floats(mean().value());
    float[] variance = harness.floats(variance().value());
    Operand<TFloat32> x = harness.input(Shape.of(1, WIDTH), 5f, -5, 0);
    Operand<TFloat32> y = norm.apply(training, x);
    assertThat(harness.floats(y)).isEqualTo(harness.floats(norm.apply(inference, x)));
    step();
    assertThat(harness.floats(mean().value())).isEqualTo(mean);
    assertThat(harness.floats(variance().value())).isEqualTo(variance);
    Operand<TFloat32> loss = Plain.loss(harness, y, WIDTH);
    GradientCheck.assertMatches(harness, loss, weights.trained());
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void gradientsAreTheSlopesOfTheLoss(boolean trains) {
    BatchNorm norm = new BatchNorm(weights, WIDTH);
    Weight x = weights.create("x", Shape.of(4, WIDTH), Initializer.ONES);
    Plain.filled(harness, weights.all());
    harness.assign(Map.of(variance(), new float[] {0.5f, 2, 3}));
    harness.assign(Map.of(x, normal(3, 4 * WIDTH)));
    Operand<TFloat32> y = norm.apply(trains ? training : inference, x.value());
    Operand<TFloat32> loss = Plain.loss(harness, y, 4 * WIDTH);
    GradientCheck.assertMatches(harness, loss, weights.trained());
  }

  @Test
  void aConstantFeatureHasFiniteGradients() {
    BatchNorm norm = filled();
    Operand<TFloat32> x = harness.input(Shape.of(2, WIDTH), 7f, 1, 2, 7, 3, 4);
    Operand<TFloat32> loss = Plain.loss(harness, norm.apply(training, x), 2 * WIDTH);
    for (float number : harness.floats(harness.gradientsOf(loss, List.of(x)).get(0))) {
      assertThat(Float.isFinite(number)).isTrue();
    }
  }

  @Test
  void anotherWidthIsRefusedAtItsPath() {
    BatchNorm norm = new BatchNorm(weights.scope("norm"), WIDTH);
    Operand<TFloat32> wide = harness.input(Shape.of(2, 4), normal(2, 8));
    assertThatThrownBy(() -> norm.apply(inference, wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 4 features at norm/gain, expected 3");
  }

  @ParameterizedTest
  @CsvSource({"audio, audio_mean, 1", "video, vision_mean, 2"})
  void evaluationAndTheMovingStateAreTheGoldenOnes(String modality, String input, int index) {
    Golden golden = Golden.load("tfn");
    int width = golden.at("config", "feature_dims", index).integer();
    BatchNorm norm = new BatchNorm(weights.scope("norm"), width);
    TorchWeights torch =
        new TorchWeights(golden.at("weights"), "").rename("^norm/", modality + "_subnet/norm/");
    harness.assign(torch.values(weights.all()));
    Golden means = golden.at("inputs", input);
    Operand<TFloat32> x =
        harness.input(Shape.of(means.shape().size() / width, width), means.floats());
    float[] expected = golden.at("outputs", modality + "_bn").floats();
    assertClose("evaluation", harness.floats(norm.apply(inference, x)), expected, 1e-5);

    norm.apply(training, x);
    step();
    Golden updated = golden.at("train_mode", "updated_buffers");
    for (Weight state : weights.all().subList(2, 4)) {
      float[] moved = harness.floats(state.value());
      assertClose(state.path(), moved, torch.value(updated, state), 1e-5);
    }
  }
}
