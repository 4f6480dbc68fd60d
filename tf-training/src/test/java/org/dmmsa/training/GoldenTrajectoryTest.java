package org.dmmsa.training;

import static org.dmmsa.model.Golden.assertClose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.api.Assertions;
import org.dmmsa.model.Dmmsa;
import org.dmmsa.model.DmmsaObjectives;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.loss.ContrastiveLoss;
import org.dmmsa.savedmodel.InputTensors;
import org.dmmsa.training.batch.Batch;
import org.dmmsa.training.batch.TargetTensors;
import org.dmmsa.training.optimizer.AdamW;
import org.dmmsa.training.weighting.DynamicWeights;
import org.dmmsa.training.weighting.LossHistory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * {@code dmmsa.json}, section trajectory: six steps of PyTorch's AdamW under GDWG, against the
 * graph that trains.
 */
class GoldenTrajectoryTest {
  private static final Golden GOLDEN = Golden.load("dmmsa");
  private static final TorchWeights TORCH = GoldenNetwork.dmmsaWeights(GOLDEN);
  private static final List<String> TERMS = List.of("msr", "msc", "uni", "cl");

  @ParameterizedTest
  @CsvSource({
    "frozen_text_with_unimodal, false",
    "frozen_text_without_unimodal, false",
    "tuned_text_with_unimodal, false",
    "tuned_text_with_unimodal, true"
  })
  void sixStepsGoWherePyTorchGoes(String given, boolean microBatches) {
    Golden expected = GOLDEN.at("trajectory", given);
    boolean unimodal = expected.at("unimodal").node().asBoolean();
    boolean frozen = expected.at("frozen_text").node().asBoolean();
    TrainedWeights trained = frozen ? TrainedWeights.WITHOUT_BERT : TrainedWeights.ALL;
    DynamicWeights weighting = new DynamicWeights(List.of(Dmmsa.UNIMODAL, Dmmsa.CONTRASTIVE), 2.0);
    try (StepGraph graph = graph(trained, microBatches)) {
      assign(graph);
      LossHistory history = LossHistory.empty();
      int step = 0;
      for (int epoch = 0; epoch < 3; epoch++) {
        Map<String, Double> lambdas = weighting.weights(history);
        Map<String, Double> means = new LinkedHashMap<>();
        for (int batch = 0; batch < 2; batch++) {
          Golden golden = expected.at("steps", step);
          checkLambdas(lambdas, golden.at("lambda_uni"), golden.at("lambda_cl"));
          float[] losses =
              graph.step(
                  0, batch(batch, unimodal, microBatches), input(graph, lambdas, step, 1e-3));
          checkLosses(losses, golden);
          for (int i = 0; i < losses.length; i++) {
            means.merge(graph.lossNames().get(i), losses[i] / 2.0, Double::sum);
          }
          step++;
        }
        history = history.with(means);
      }
      Map<String, Double> next = weighting.weights(history);
      checkLambdas(next, expected.at("next_lambda", "uni"), expected.at("next_lambda", "cl"));
      checkWeights(graph, expected.at("final_weights"));
      float[] after = graph.step(0, batch(0, unimodal, false), input(graph, next, step, 0));
      checkLosses(after, expected.at("batch0_losses_after"));
    }
  }

  private static StepGraph graph(TrainedWeights trained, boolean microBatches) {
    DmmsaObjectives objectives =
        new DmmsaObjectives(true, true, true, ContrastiveLoss.Form.MULTI_NT_XENT, 0.5f, 1f);
    return new StepGraph(
        new StepGraph.Plan(
            weights -> new Dmmsa(weights, GoldenNetwork.bert(), GoldenNetwork.dmmsa(), objectives),
            3,
            5,
            List.of(trained),
            new AdamW.Settings(0.9, 0.999, 1e-8, 1e-3),
            OptionalDouble.empty(),
            microBatches,
            1,
            Sessions.DEFAULT));
  }

  private static StepInput input(
      StepGraph graph, Map<String, Double> lambdas, long updates, double rate) {
    AdamW.Step step = graph.optimizer().step(rate, updates);
    return new StepInput(lambdas, 0, Map.of(WeightGroup.BERT, step, WeightGroup.REST, step));
  }

  private static void assign(StepGraph graph) {
    Ops tf = Ops.create(graph.graph());
    Session.Runner runner = graph.session().runner();
    List<Tensor> fed = new ArrayList<>();
    TORCH
        .values(graph.weights().all())
        .forEach(
            (weight, values) -> {
              Placeholder<TFloat32> value = tf.placeholder(TFloat32.class);
              fed.add(TFloat32.tensorOf(weight.shape(), DataBuffers.of(values)));
              runner.feed(value, fed.get(fed.size() - 1));
              runner.addTarget(tf.assign(weight.variable(), value));
            });
    runner.run().close();
    fed.forEach(Tensor::close);
  }

  private static void checkLambdas(Map<String, Double> lambdas, Golden uni, Golden cl) {
    Assertions.assertThat(lambdas.get(Dmmsa.UNIMODAL))
        .isCloseTo(uni.node().asDouble(), Assertions.within(1e-6));
    Assertions.assertThat(lambdas.get(Dmmsa.CONTRASTIVE))
        .isCloseTo(cl.node().asDouble(), Assertions.within(1e-6));
  }

  private static void checkLosses(float[] losses, Golden golden) {
    for (int i = 0; i < TERMS.size(); i++) {
      float[] expected = {golden.at(TERMS.get(i)).number()};
      assertClose(TERMS.get(i), new float[] {losses[i]}, expected, 1e-4);
    }
  }

  private static void checkWeights(StepGraph graph, Golden expected) {
    int checked = 0;
    for (Weight weight : graph.weights().all()) {
      if (!TORCH.has(expected, weight)) {
        continue;
      }
      try (var result = graph.session().runner().fetch(weight.value()).run()) {
        float[] actual = new float[(int) weight.size()];
        ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(actual);
        assertClose(weight.path(), actual, TORCH.value(expected, weight), 1e-5);
      }
      checked++;
    }
    Assertions.assertThat(checked).isEqualTo(expected.node().size());
  }

  private static List<Batch> batch(int number, boolean unimodal, boolean parts) {
    return parts
        ? List.of(batch(number, unimodal, 0, 1), batch(number, unimodal, 1, 4))
        : List.of(batch(number, unimodal, 0, 4));
  }

  private static Batch batch(int number, boolean unimodal, int from, int to) {
    Golden golden = GOLDEN.at("inputs", "batch" + number);
    int length = (int) golden.at("text_bert").shape().get(2);
    int[][] tokens = new int[3][(to - from) * length];
    int[] all = golden.at("text_bert").ints();
    for (int row = from; row < to; row++) {
      for (int kind = 0; kind < 3; kind++) {
        System.arraycopy(
            all, (row * 3 + kind) * length, tokens[kind], (row - from) * length, length);
      }
    }
    Shape shape = Shape.of(to - from, length);
    InputTensors inputs =
        new InputTensors(
            TInt32.tensorOf(shape, DataBuffers.of(tokens[0])),
            TInt32.tensorOf(shape, DataBuffers.of(tokens[1])),
            TInt32.tensorOf(shape, DataBuffers.of(tokens[2])),
            rows(golden.at("audio"), from, to),
            rows(golden.at("vision"), from, to));
    int[] classes = new int[to - from];
    System.arraycopy(golden.at("class").ints(), from, classes, 0, to - from);
    return new Batch(
        inputs,
        new TargetTensors(
            rows(golden.at("label"), from, to),
            TInt32.tensorOf(Shape.of(to - from), DataBuffers.of(classes)),
            rows(golden.at(unimodal ? "label_T" : "label"), from, to),
            rows(golden.at(unimodal ? "label_A" : "label"), from, to),
            rows(golden.at(unimodal ? "label_V" : "label"), from, to)));
  }

  private static TFloat32 rows(Golden array, int from, int to) {
    long[] dims = array.shape().asArray();
    float[] all = array.floats();
    int width = (int) (all.length / dims[0]);
    dims[0] = (long) to - from;
    float[] part = new float[(to - from) * width];
    System.arraycopy(all, from * width, part, 0, part.length);
    return TFloat32.tensorOf(Shape.of(dims), DataBuffers.of(part));
  }
}
