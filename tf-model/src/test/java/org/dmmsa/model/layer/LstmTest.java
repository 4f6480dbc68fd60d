package org.dmmsa.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.normal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@code tfn.json} has an LSTM over all steps, {@code self_mm.json} two over packed sequences. */
class LstmTest {
  private static final int IN = 2;
  private static final int UNITS = 3;

  private final GraphHarness harness = new GraphHarness();
  private final Ops tf = harness.tf();
  private final Weights weights = Weights.initialized(tf, 1);
  private final Pass pass = Pass.inference(tf);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void oneSampleIsWhatTheLoopSays() {
    Lstm lstm = new Lstm(weights, IN, UNITS);
    Plain plain = Plain.filled(harness, weights.all());
    float[] x = normal(5, 7 * IN);
    double[][] expected = plain.lstm("", Plain.table(x, IN));
    Lstm.Result result = lstm.apply(pass, harness.input(Shape.of(1, 7, IN), x));
    assertClose("steps", harness.floats(result.steps()), Plain.flat(expected), 1e-5);
    float[] last = Plain.flat(new double[][] {expected[6]});
    assertClose("last", harness.floats(result.last()), last, 1e-5);
    assertThat(result.steps().shape().get(2)).isEqualTo(UNITS);
    assertThat(result.last().shape().get(1)).isEqualTo(UNITS);
  }

  @Test
  void eachSampleIsReadToItsLengthAlone() {
    Lstm lstm = new Lstm(weights, IN, UNITS);
    Plain plain = Plain.filled(harness, weights.all());
    int[] lengths = {4, 1, 0, 3};
    float[] x = normal(5, 4 * 4 * IN);
    double[][] steps = new double[16][UNITS];
    double[][] last = new double[4][UNITS];
    for (int b = 0; b < 4; b++) {
      double[][] own = Arrays.copyOfRange(Plain.table(x, IN), 4 * b, 4 * b + lengths[b]);
      double[][] states = plain.lstm("", own);
      for (int t = 0; t < lengths[b]; t++) {
        steps[4 * b + t] = states[t];
        last[b] = states[t];
      }
    }
    Lstm.Result result =
        lstm.apply(pass, harness.input(Shape.of(4, 4, IN), x), harness.input(Shape.of(4), lengths));
    assertClose("steps", harness.floats(result.steps()), Plain.flat(steps), 1e-5);
    assertClose("last", harness.floats(result.last()), Plain.flat(last), 1e-5);
  }

  @Test
  void paddingDoesNotChangeTheResult() {
    Lstm lstm = new Lstm(weights, IN, UNITS);
    Plain.filled(harness, weights.all());
    float[] x = normal(5, 2 * 3 * IN);
    float[] longer = new float[2 * 5 * IN];
    Arrays.fill(longer, 99);
    System.arraycopy(x, 0, longer, 0, 3 * IN);
    System.arraycopy(x, 3 * IN, longer, 5 * IN, 2 * IN);
    Lstm.Result one =
        lstm.apply(pass, harness.input(Shape.of(2, 3, IN), x), harness.input(Shape.of(2), 3, 2));
    Lstm.Result other =
        lstm.apply(
            pass, harness.input(Shape.of(2, 5, IN), longer), harness.input(Shape.of(2), 3, 2));
    assertThat(harness.floats(other.last())).isEqualTo(harness.floats(one.last()));
    float[] steps = harness.floats(one.steps());
    float[] more = harness.floats(other.steps());
    assertThat(Numbers.rows(more, UNITS, 0, 1, 2, 5, 6, 7)).isEqualTo(steps);
    assertThat(Numbers.rows(more, UNITS, 3, 4, 7, 8, 9)).containsOnly(0f);
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    Lstm lstm = new Lstm(weights, IN, UNITS);
    Weight x = weights.create("x", Shape.of(2, 4, IN), Initializer.ONES);
    Plain.filled(harness, weights.all());
    Lstm.Result result = lstm.apply(pass, x.value());
    GradientCheck.assertMatches(harness, loss(result, 2, 4), weights.all());
  }

  @Test
  void gradientsAreTheSlopesOfTheLossUpToEachLength() {
    Lstm lstm = new Lstm(weights, IN, UNITS);
    Weight x = weights.create("x", Shape.of(3, 4, IN), Initializer.ONES);
    Plain.filled(harness, weights.all());
    Lstm.Result result = lstm.apply(pass, x.value(), harness.input(Shape.of(3), 4, 1, 2));
    Operand<TFloat32> loss = loss(result, 3, 4);
    GradientCheck.assertMatches(harness, loss, weights.all());
    float[] slopes = harness.floats(harness.gradients(loss, List.of(x)).get(0));
    assertThat(Numbers.rows(slopes, IN, 5, 6, 7, 10, 11)).as("padding").containsOnly(0f);
  }

  /** With and without that of the states beside it. */
  @Test
  void cellsHaveTheirGradientsToo() {
    Lstm lstm = new Lstm(weights, IN, UNITS);
    Weight x = weights.create("x", Shape.of(2, 4, IN), Initializer.ONES);
    Plain.filled(harness, weights.all());
    Lstm.Result result = lstm.apply(pass, x.value());
    Operand<TFloat32> ofCells = Plain.loss(harness, result.cells(), 2 * 4 * UNITS);
    GradientCheck.assertMatches(harness, ofCells, weights.all());
    GradientCheck.assertMatches(harness, tf.math.add(ofCells, loss(result, 2, 4)), weights.all());
  }

  private Operand<TFloat32> loss(Lstm.Result result, int batch, int steps) {
    return tf.math.add(
        Plain.loss(harness, result.steps(), batch * steps * UNITS),
        Plain.loss(harness, result.last(), batch * UNITS));
  }

  @Test
  void manyOfThemHaveGradients() {
    Operand<TFloat32> x = harness.input(Shape.of(2, 4, UNITS), normal(3, 8 * UNITS));
    for (int i = 0; i < 12; i++) {
      x = new Lstm(weights.scope("lstm" + i), UNITS, UNITS).apply(pass, x).steps();
    }
    harness.session().initialize();
    Operand<TFloat32> loss = Plain.loss(harness, x, 8 * UNITS);
    for (float[] gradient : harness.floats(harness.gradients(loss, weights.all()))) {
      double sum = 0;
      for (float number : gradient) {
        sum += Math.abs(number);
      }
      assertThat(sum).isPositive().isFinite();
    }
  }

  @Test
  void weightsStartAsPytorchsDo() {
    int units = 100;
    assertThat(new Lstm(weights, 50, units)).isNotNull();
    harness.session().initialize();
    assertThat(weights.all().stream().map(Weight::path))
        .containsExactly("input/kernel", "input/bias", "hidden/kernel", "hidden/bias");
    double variance = 1.0 / (3 * units); // of ±1/√H
    for (Weight weight : weights.all()) {
      double squares = 0;
      float[] values = harness.floats(weight.value());
      for (float value : values) {
        squares += value * value / values.length;
        assertThat(Math.abs(value)).isLessThanOrEqualTo(0.1f);
      }
      double tolerance = values.length > 400 ? 0.03 : 0.15;
      assertThat(squares / variance).as(weight.path()).isCloseTo(1, within(tolerance));
    }
  }

  @Test
  void anotherWidthIsRefusedAtItsPath() {
    Lstm lstm = new Lstm(weights, IN, UNITS);
    Operand<TFloat32> wide = harness.input(Shape.of(2, 2, 4), normal(2, 16));
    assertThatThrownBy(() -> lstm.apply(pass, wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 4 features at input/kernel, expected 2");
  }

  @Test
  void allStepsAreTheGoldenOnes() {
    Golden golden = Golden.load("tfn");
    int in = golden.at("config", "feature_dims", 0).integer();
    int units = golden.at("config", "hidden_dims", 0).integer();
    Lstm lstm = new Lstm(weights.scope("text"), in, units);
    harness.assign(
        new TorchWeights(golden.at("weights"), "")
            .lstm("text", "text_subnet/rnn")
            .values(weights.all()));
    Golden text = golden.at("inputs", "text");
    Lstm.Result result = lstm.apply(pass, harness.input(text.shape(), text.floats()));
    float[] expected = golden.at("outputs", "text_lstm_all_steps").floats();
    assertClose("steps", harness.floats(result.steps()), expected, 1e-5);
  }

  /** The file has no state itself, but two linear maps of it with nothing random between them. */
  @ParameterizedTest
  @CsvSource({"audio, audio, 1", "video, vision, 2"})
  void lastStatesOfPackedSequencesAreTheGoldenOnes(String modality, String input, int index) {
    String feature = modality.substring(0, 1);
    Golden golden = Golden.load("self_mm");
    Golden config = golden.at("config");
    int units = config.at(feature + "_lstm_hidden_size").integer();
    int out = config.at(modality + "_out").integer();
    Lstm lstm = new Lstm(weights.scope("lstm"), config.at("feature_dims", index).integer(), units);
    Dense map = new Dense(weights.scope("map"), units, out);
    Dense post =
        new Dense(weights.scope("post"), out, config.at("post_" + modality + "_dim").integer());
    harness.assign(
        new TorchWeights(golden.at("weights"), "")
            .lstm("lstm", modality + "_model/rnn")
            .rename("^map/", modality + "_model/linear_1/")
            .rename("^post/", "post_" + modality + "_layer_1/")
            .values(weights.all()));
    List<String> batches = new ArrayList<>();
    golden.at("inputs").node().fieldNames().forEachRemaining(batches::add);
    assertThat(batches).isNotEmpty();
    for (String batch : batches) {
      Golden given = golden.at("inputs", batch);
      Golden x = given.at(input);
      Golden lengths = given.at(input + "_lengths");
      Lstm.Result result =
          lstm.apply(
              pass,
              harness.input(x.shape(), x.floats()),
              harness.input(lengths.shape(), lengths.ints()));
      Operand<TFloat32> actual =
          Activation.RELU.apply(tf, post.apply(pass, map.apply(pass, result.last())));
      float[] expected = golden.at("outputs", batch, "Feature_" + feature).floats();
      assertClose(batch, harness.floats(actual), expected, 1e-5);
    }
  }
}
