package org.dmmsa.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.Input;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.encoder.TextPooling;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.loss.RegressionLoss;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A linear map of HuggingFace's pooled vectors in {@code dmmsa.json}. */
class TextRegressionTest {
  private static final Golden GOLDEN = Golden.load("dmmsa");

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Inputs inputs = GoldenNetwork.inputs(harness, GOLDEN.at("inputs", "batch0"));
  private final float[] pooled = GOLDEN.at("outputs", "x_text").floats();

  @AfterEach
  void close() {
    harness.close();
  }

  private SentimentModel network(TextPooling pooling, float dropout, RegressionLoss loss) {
    SentimentModel model =
        new TextRegression.Config(new BertDropout(0, 0), pooling, dropout, loss, 1)
            .build(weights, GoldenNetwork.dmmsaDims(GOLDEN));
    harness.session().initialize();
    TorchWeights torch = GoldenNetwork.dmmsaWeights(GOLDEN);
    List<Weight> bert = weights.under("text/bert/");
    harness.assign(torch.values(bert));
    return model;
  }

  /** What the head makes of the golden vectors, by hand. */
  private float[] expected(float[] kernel) {
    int width = kernel.length;
    float[] scores = new float[pooled.length / width];
    for (int row = 0; row < scores.length; row++) {
      for (int i = 0; i < width; i++) {
        scores[row] += pooled[row * width + i] * kernel[i];
      }
    }
    return scores;
  }

  private float[] kernel() {
    return harness.floats(weights.under("head/kernel").get(0).value());
  }

  @Test
  void theScoreIsALinearMapOfThePooledVector() {
    SentimentModel model = network(TextPooling.POOLER, 0.5f, RegressionLoss.SQUARED);
    var outputs = model.forward(Pass.inference(harness.tf()), inputs);
    assertThat(outputs.byName()).hasSize(1);
    Golden.assertClose("score", harness.floats(outputs.sentiment()), expected(kernel()), 1e-5);
  }

  @ParameterizedTest
  @EnumSource
  void itLearnsTheMultimodalScoreByTheLossThatWasChosen(RegressionLoss loss) {
    SentimentModel model = network(TextPooling.POOLER, 0, loss);
    Targets targets = new Targets(harness.tf());
    var terms = model.train(Pass.inference(harness.tf()), inputs, targets);
    assertThat(targets.names()).containsExactly(Targets.SENTIMENT);
    assertThat(terms.names()).containsExactly(Targets.SENTIMENT);
    float[] scores = expected(kernel());
    float[] labels = new float[scores.length];
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i * 2 - 1;
      double distance = Math.abs(scores[i] - labels[i]);
      sum +=
          switch (loss) {
            case SQUARED -> distance * distance;
            case L1 -> distance;
            case SMOOTH_L1 -> distance < 1 ? 0.5 * distance * distance : distance - 0.5;
          };
    }
    harness.feed(
        targets.get(Targets.SENTIMENT), GraphHarness.tensor(Shape.of(labels.length), labels));
    assertThat((double) harness.floats(terms.losses().get(Targets.SENTIMENT))[0])
        .isCloseTo(sum / labels.length, within(1e-5));
  }

  @Test
  void thePooledVectorIsDroppedInTraining() {
    SentimentModel model = network(TextPooling.POOLER, 0.9f, RegressionLoss.L1);
    float[] ones = new float[kernel().length];
    Arrays.fill(ones, 1);
    harness.assign(Map.of(weights.under("head/kernel").get(0), ones));
    Targets targets = new Targets(harness.tf());
    Pass training = Pass.training(harness.tf(), harness.scalar(3L));
    Operand<TFloat32> loss = model.train(training, inputs, targets).losses().get("sentiment");
    harness.feed(
        targets.sentiment(),
        GraphHarness.tensor(Shape.of(pooled.length / ones.length), expected(ones)));
    assertThat(harness.floats(loss)[0]).isGreaterThan(0.01f);
  }

  @Test
  void withoutPoolerThereIsNoneToTrain() {
    network(TextPooling.MEAN, 0, RegressionLoss.L1);
    assertThat(weights.under("text/bert/pooler")).isEmpty();
    assertThat(weights.under("text/bert/encoder")).isNotEmpty();
  }

  @Test
  void itReadsTokensAloneAndRefusesARateThatIsNone() {
    var config =
        new TextRegression.Config(
            new BertDropout(0, 0), TextPooling.POOLER, 0, RegressionLoss.L1, 1);
    assertThat(config.inputs()).isEqualTo(Input.TOKENS);
    assertThatThrownBy(
            () ->
                new TextRegression.Config(
                    new BertDropout(0, 0), TextPooling.POOLER, 1, RegressionLoss.L1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("dropout: found 1.0, expected a rate in [0, 1)");
  }
}
