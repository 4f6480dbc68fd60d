package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.catalog.Method;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * What no golden number shows, as goldens are computed without dropout and from given weights:
 * where dropout stands, with which rates, and what weights start from. {@code peers.json} has both
 * as the originals' code has them.
 */
class PeerFactsTest {
  private static final JsonNode METHODS = read().get("methods");

  /** The BERT of the facts: small, as its own first values come from a checkpoint. */
  private static final BertSizes BERT =
      new BertSizes(
          100, 64, 2, new TransformerSizes(2, 96, 12, 96, Activation.GELU, 1e-12f, 0, 0, 0));

  private static final InputDims DIMS =
      new InputDims(
          Optional.of(BERT),
          Map.of(
              Input.TEXT, new FrameDims(50, 768),
              Input.AUDIO, new FrameDims(375, 5),
              Input.VISION, new FrameDims(500, 20)));

  private static JsonNode read() {
    try (InputStream facts = PeerFactsTest.class.getResourceAsStream("peers.json")) {
      return new ObjectMapper().readTree(facts);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ModelConfig model(Method method) {
    return RunConfig.YAML
        .read(
            EveryConfigTest.CONFIGS.resolve("mosi").resolve(method.key() + ".yaml"),
            List.of(),
            RunConfig.class)
        .model();
  }

  private static Stream<Map.Entry<String, JsonNode>> entries(JsonNode object) {
    return object.properties().stream();
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void dropoutStandsWhereTheOriginalHasItWithItsRates(Method method) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      ModelConfig config = model(method);
      SentimentModel network = config.build(Weights.restored(tf), DIMS);
      Inputs inputs = Inputs.placeholders(tf.withSubScope("batch"), config.inputs(), DIMS);
      network.forward(Pass.inference(tf), inputs);
      assertThat(rates(graph)).as("without training").isEmpty();
      network.train(
          Pass.training(tf, tf.constant(1L)), inputs, new Targets(tf.withSubScope("target")));
      assertThat(rates(graph))
          .isEqualTo(
              entries(METHODS.get(method.key()).get("dropout"))
                  .collect(
                      Collectors.toMap(
                          rate -> Float.valueOf(rate.getKey()), rate -> rate.getValue().asInt())));
    }
  }

  /** How often each rate stands in a graph: random numbers that are compared with it. */
  private static Map<Float, Integer> rates(Graph graph) {
    GraphDef def = graph.toGraphDef();
    Map<String, NodeDef> nodes =
        def.getNodeList().stream().collect(Collectors.toMap(NodeDef::getName, node -> node));
    Map<Float, Integer> rates = new TreeMap<>();
    for (NodeDef node : def.getNodeList()) {
      if (node.getOp().equals("GreaterEqual")
          && nodes.get(node.getInput(0)).getOp().startsWith("StatelessRandomUniform")) {
        NodeDef rate = nodes.get(node.getInput(1));
        float value = rate.getAttrOrThrow("value").getTensor().getFloatVal(0);
        rates.merge(value, 1, Integer::sum);
      }
    }
    return rates;
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void weightsStartFromWhatTheOriginalStartsFrom(Method method) {
    JsonNode expected = METHODS.get(method.key()).get("weights");
    Set<String> met = new HashSet<>();
    first(model(method))
        .forEach(
            (path, values) -> {
              List<Map.Entry<String, JsonNode>> fact =
                  entries(expected).filter(e -> path.matches(e.getKey())).toList();
              assertThat(fact).as("facts about %s", path).hasSize(1);
              met.add(fact.get(0).getKey());
              check(path, values, fact.get(0).getValue());
            });
    assertThat(met).isEqualTo(entries(expected).map(Map.Entry::getKey).collect(Collectors.toSet()));
  }

  /** What weights start from, by path, without those of the BERT. */
  private static Map<String, float[]> first(ModelConfig model) {
    Map<String, float[]> first = new LinkedHashMap<>();
    try (Graph graph = new Graph()) {
      Weights weights = Weights.initialized(Ops.create(graph), 7);
      model.build(weights, DIMS);
      List<Weight> own =
          weights.all().stream().filter(w -> !w.path().startsWith("text/bert/")).toList();
      try (Session session = Sessions.DEFAULT.open(graph)) {
        session.initialize();
        Session.Runner runner = session.runner();
        own.forEach(weight -> runner.fetch(weight.value()));
        try (Result result = runner.run()) {
          for (int i = 0; i < own.size(); i++) {
            first.put(own.get(i).path(), GraphHarness.copy((TFloat32) result.get(i)));
          }
        }
      }
    }
    return first;
  }

  /** Five standard errors, those of a normal distribution; a uniform one's are smaller. */
  private static void check(String path, float[] values, JsonNode fact) {
    if (fact.has("all")) {
      assertThat(values).as(path).containsOnly((float) fact.get("all").asDouble());
      return;
    }
    double expected = fact.get("deviation").asDouble();
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    int n = values.length;
    assertThat(sum / n).as("mean of " + path).isCloseTo(0, within(5 * expected / Math.sqrt(n)));
    assertThat(Math.sqrt(squares / n))
        .as("deviation of " + path)
        .isCloseTo(expected, within(5 * expected / Math.sqrt(2.0 * n)));
    assertThat(values)
        .as("the numbers of %s are drawn, not one", path)
        .satisfies(PeerFactsTest::drawn);
  }

  private static void drawn(float[] values) {
    if (values.length > 1) {
      assertThat(values[0]).isNotEqualTo(values[1]);
    }
  }

  @Test
  void thereAreFactsAboutEveryMethodAndNoOther() {
    assertThat(entries(METHODS).map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(Stream.of(Method.values()).map(Method::key).toList());
  }
}
