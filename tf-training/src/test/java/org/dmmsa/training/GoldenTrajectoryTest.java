package org.dmmsa.training;

import static org.dmmsa.model.Golden.assertClose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.Targets;
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.dmmsa.Dmmsa;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.training.batch.Batch;
import org.dmmsa.training.optimizer.Adam;
import org.dmmsa.training.optimizer.GradientClip;
import org.dmmsa.training.optimizer.OptimizerConfig;
import org.dmmsa.training.optimizer.ParameterGroup;
import org.dmmsa.training.weighting.FixedWeights;
import org.dmmsa.training.weighting.Gdwg;
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
  private static final Golden CONFIG = GOLDEN.at("config");
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
    List<String> tasks = List.of(Dmmsa.UNIMODAL, Dmmsa.CONTRASTIVE);
    Gdwg weighting = new Gdwg(CONFIG.at("tau_gdwg").node().asDouble());
    double rate = CONFIG.at("lr").node().asDouble();
    int steps = expected.at("steps").node().size();
    int perEpoch = steps / expected.at("epochs").node().size();
    try (TrainGraph graph = graph(frozen, microBatches)) {
      assign(graph);
      LossHistory history = LossHistory.empty();
      int step = 0;
      while (step < steps) {
        Map<String, Double> lambdas = weighting.weights(tasks, history);
        Map<String, Double> means = new LinkedHashMap<>();
        for (int batch = 0; batch < perEpoch; batch++) {
          Golden golden = expected.at("steps", step);
          checkLambdas(lambdas, golden.at("lambda_uni"), golden.at("lambda_cl"));
          Map<String, Double> losses =
              step(graph, batch(batch, unimodal, microBatches), input(graph, lambdas, step, rate));
          checkLosses(losses, golden);
          losses.forEach((term, loss) -> means.merge(term, loss / perEpoch, Double::sum));
          step++;
        }
        history = history.with(means);
      }
      Map<String, Double> next = weighting.weights(tasks, history);
      checkLambdas(next, expected.at("next_lambda", "uni"), expected.at("next_lambda", "cl"));
      checkWeights(graph, expected.at("final_weights"));
      checkLosses(
          step(graph, batch(0, unimodal, false), input(graph, next, step, 0)),
          expected.at("batch0_losses_after"));
    }
  }

  private static Map<String, Double> step(TrainGraph graph, List<Batch> parts, StepInput input) {
    try {
      return graph.step(0, parts, input).losses();
    } finally {
      parts.forEach(Batch::close);
    }
  }

  private static TrainGraph graph(boolean frozenText, boolean microBatches) {
    double decay = CONFIG.at("weight_decay").node().asDouble();
    Map<String, ParameterGroup> groups = new LinkedHashMap<>();
    groups.put(
        "bert",
        new ParameterGroup(
            "text/bert/",
            1,
            decay,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new ParameterGroup.Freeze(frozenText ? "none" : "all", 0))));
    groups.put(
        "rest",
        new ParameterGroup("", 1, decay, Optional.empty(), Optional.empty(), Optional.empty()));
    OptimizerConfig adamw =
        new OptimizerConfig(
            OptimizerConfig.Name.ADAMW,
            CONFIG.at("adam_beta1").node().asDouble(),
            CONFIG.at("adam_beta2").node().asDouble(),
            CONFIG.at("adam_eps").node().asDouble());
    return new TrainGraph(
        new TrainGraph.Plan(
            GoldenNetwork.dmmsa(GOLDEN),
            GoldenNetwork.dmmsaDims(GOLDEN),
            FixedWeights.NONE,
            groups,
            adamw,
            GradientClip.NONE,
            Optional.empty(),
            microBatches,
            1,
            Sessions.DEFAULT,
            Optional.empty()));
  }

  private static StepInput input(
      TrainGraph graph, Map<String, Double> lambdas, long updates, double rate) {
    Map<String, Adam.Step> steps = new LinkedHashMap<>();
    for (String group : graph.groups().names()) {
      steps.put(group, graph.optimizer().step(group, rate, updates));
    }
    return new StepInput(lambdas, updates, 0, steps);
  }

  private static void assign(TrainGraph graph) {
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

  private static void checkLosses(Map<String, Double> losses, Golden golden) {
    int term = 0;
    for (double loss : losses.values()) {
      String name = TERMS.get(term++);
      assertClose(name, new float[] {(float) loss}, new float[] {golden.at(name).number()}, 1e-4);
    }
  }

  private static void checkWeights(TrainGraph graph, Golden expected) {
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
    Golden golden = GOLDEN.at("inputs", "batch" + number);
    int rows = (int) golden.at("label").shape().get(0);
    return parts
        ? List.of(batch(golden, unimodal, 0, 1), batch(golden, unimodal, 1, rows))
        : List.of(batch(golden, unimodal, 0, rows));
  }

  private static Batch batch(Golden golden, boolean unimodal, int from, int to) {
    Batch batch =
        new Batch(
            IntStream.range(from, to).boxed().toList(),
            new InputTensors(
                Map.of(
                    Input.INPUT_IDS, tokens(golden, 0, from, to),
                    Input.INPUT_MASK, tokens(golden, 1, from, to),
                    Input.SEGMENT_IDS, tokens(golden, 2, from, to),
                    Input.AUDIO, rows(golden.at("audio"), from, to),
                    Input.VISION, rows(golden.at("vision"), from, to))));
    for (String name :
        List.of(Targets.SENTIMENT, Targets.POLARITY, Targets.TEXT, Targets.AUDIO, Targets.VISION)) {
      float[] labels = GoldenNetwork.target(golden, name, unimodal).floats();
      batch.add(Map.of(name, java.util.Arrays.copyOfRange(labels, from, to)));
    }
    return batch;
  }

  private static TInt32 tokens(Golden golden, int row, int from, int to) {
    int length = (int) GoldenNetwork.tokenShape(golden).get(1);
    int[] all = GoldenNetwork.tokens(golden, row);
    return TInt32.tensorOf(
        Shape.of((long) to - from, length),
        DataBuffers.of(java.util.Arrays.copyOfRange(all, from * length, to * length)));
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
