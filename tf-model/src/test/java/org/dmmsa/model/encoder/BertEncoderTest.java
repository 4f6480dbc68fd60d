package org.dmmsa.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.difference;
import static org.dmmsa.model.graph.Numbers.rows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** The tiny BERT of {@code dmmsa.json}. */
class BertEncoderTest {
  private static final Golden GOLDEN = Golden.load("dmmsa");
  private static final BertSizes SIZES = GoldenNetwork.bert(GOLDEN);
  private static final int[] IDS = {2, 7, 5, 9, 3};
  private static final int[] IDS_OF_TWO = {2, 7, 8, 3, 2, 9, 3, 0};
  private static final int[] MASK_OF_TWO = {1, 1, 1, 1, 1, 1, 1, 0};

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private BertEncoder bert;

  @BeforeEach
  void create() {
    bert = new BertEncoder(weights.scope("text").scope("bert"), SIZES);
    harness.assign(GoldenNetwork.dmmsaWeights(GOLDEN).values(weights.all()));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private BertEncoder.Result apply(int rows, int[] ids, int[] mask, int[] segments) {
    return bert.apply(Pass.inference(harness.tf()), text(rows, ids, mask, segments));
  }

  private TextInput text(int rows, int[] ids, int[] mask, int[] segments) {
    Shape shape = Shape.of(rows, ids.length / rows);
    return new TextInput(
        harness.input(shape, ids), harness.input(shape, mask), harness.input(shape, segments));
  }

  /** Gives the weights under a prefix the values of those that have the rest of their path. */
  private void takeOver(String prefix) {
    Map<Weight, float[]> values = new LinkedHashMap<>();
    for (Weight weight : weights.under(prefix)) {
      String path = weight.path().substring(prefix.length());
      values.put(weight, harness.floats(weights.under(path).get(0).value()));
    }
    harness.assign(values);
  }

  /** One text of some real tokens, with what stands behind them. */
  private float[] pooled(int real, int... ids) {
    int[] mask = new int[ids.length];
    Arrays.fill(mask, 0, real, 1);
    return harness.floats(apply(1, ids, mask, new int[ids.length]).pooled());
  }

  @Test
  void sequenceAndPooledVectorAreHuggingFaces() {
    var inputs = GoldenNetwork.inputs(harness, GOLDEN.at("inputs", "batch0"));
    BertEncoder.Result result = bert.apply(Pass.inference(harness.tf()), inputs.tokens());
    Golden expected = GOLDEN.at("outputs");
    assertClose("pooled", harness.floats(result.pooled()), expected.at("x_text").floats(), 1e-5);
    assertClose(
        "sequence",
        harness.floats(result.sequence()),
        expected.at("text_last_hidden").floats(),
        1e-5);
  }

  @Test
  void withoutPoolerItGivesTheSameStatesAndNothingElse() {
    Weights others = weights.scope("other");
    BertEncoder bare = BertEncoder.withoutPooler(others.scope("text").scope("bert"), SIZES);
    takeOver("other/");
    assertThat(weights.under("other/text/bert/pooler")).isEmpty();
    var inputs = GoldenNetwork.inputs(harness, GOLDEN.at("inputs", "batch0"));
    Pass pass = Pass.inference(harness.tf());
    assertThat(harness.floats(bare.states(pass, inputs.tokens())))
        .isEqualTo(harness.floats(bert.apply(pass, inputs.tokens()).sequence()));
    assertThatThrownBy(() -> bare.apply(pass, inputs.tokens()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this BERT has no pooler");
  }

  @Test
  void aTextIsOneVectorByItsPoolerOrByTheMeanOfItsRealTokens() {
    Weights others = weights.scope("other");
    BertEncoder mean = new BertEncoder(others.scope("text").scope("bert"), SIZES, TextPooling.MEAN);
    assertThat(weights.under("other/text/bert/pooler")).isEmpty();
    takeOver("other/");
    int[] ids = Arrays.copyOf(IDS, 2 * SIZES.positions());
    int[] mask = new int[ids.length];
    Arrays.fill(mask, 0, 3, 1);
    TextInput text = text(1, ids, mask, new int[ids.length]);
    Pass pass = Pass.inference(harness.tf());
    float[] states = harness.floats(bert.apply(pass, text).sequence());
    int width = SIZES.encoder().width();
    float[] expected = new float[width];
    for (int i = 0; i < width; i++) {
      expected[i] = (states[i] + states[width + i] + states[2 * width + i]) / 3;
    }
    assertClose("mean", harness.floats(mean.vector(pass, text)), expected, 1e-6);
    assertClose(
        "pooler",
        harness.floats(bert.vector(pass, text)),
        harness.floats(bert.apply(pass, text).pooled()),
        1e-6);
  }

  @Test
  void theStateAtClsAloneIsThatAmongAll() {
    TextInput text = text(2, IDS_OF_TWO, MASK_OF_TWO, new int[8]);
    Pass pass = Pass.inference(harness.tf());
    float[] states = harness.floats(bert.states(pass, text));
    float[] first = harness.floats(bert.first(pass, text));
    int width = SIZES.encoder().width();
    assertThat(first).hasSize(2 * width);
    int second = 4 * width;
    assertClose("first row", Arrays.copyOf(first, width), Arrays.copyOf(states, width), 1e-6);
    assertClose(
        "second row",
        Arrays.copyOfRange(first, width, 2 * width),
        Arrays.copyOfRange(states, second, second + width),
        1e-6);
  }

  @Test
  void paddingChangesNothing() {
    float[] expected = pooled(5, IDS);
    int all = SIZES.positions();
    assertClose("a little", pooled(5, Arrays.copyOf(IDS, 6)), expected, 1e-6);
    assertClose("to the end", pooled(5, Arrays.copyOf(IDS, all)), expected, 1e-6);
    assertClose("beyond the end", pooled(5, Arrays.copyOf(IDS, 2 * all)), expected, 1e-6);
  }

  @Test
  void maskedTokensDoNotMatterAndRealOnesDo() {
    float[] expected = pooled(5, 2, 7, 5, 9, 3, 0, 0);
    assertClose("masked", pooled(5, 2, 7, 5, 9, 3, 8, 10), expected, 1e-6);
    assertThat(difference(pooled(7, 2, 7, 5, 9, 3, 8, 10), expected)).isGreaterThan(1e-3);
    assertThat(difference(pooled(5, 2, 7, 6, 9, 3, 0, 0), expected)).isGreaterThan(1e-3);
  }

  @Test
  void textBeyondThePositionTableIsCut() {
    int all = SIZES.positions();
    int[] longer = new int[all + 4];
    for (int i = 0; i < longer.length; i++) {
      longer[i] = 1 + i % 10;
    }
    float[] cut = pooled(all, Arrays.copyOf(longer, all));
    assertClose("cut", pooled(longer.length, longer), cut, 1e-6);
    int[] ones = new int[longer.length];
    Arrays.fill(ones, 1);
    float[] sequence = harness.floats(apply(1, longer, ones, new int[longer.length]).sequence());
    assertThat(sequence).hasSize(all * SIZES.encoder().width());
  }

  @Test
  void segmentsHaveTheirOwnEmbedding() {
    int[] mask = {1, 1, 1, 1, 1};
    float[] first = harness.floats(apply(1, IDS, mask, new int[5]).pooled());
    float[] second = harness.floats(apply(1, IDS, mask, new int[] {0, 0, 0, 1, 1}).pooled());
    assertThat(difference(first, second)).isGreaterThan(1e-3);
  }

  @Test
  void theOrderOfABatchDoesNotMatter() {
    int[] turned = {2, 9, 3, 0, 2, 7, 8, 3};
    int[] turnedMask = {1, 1, 1, 0, 1, 1, 1, 1};
    float[] given = harness.floats(apply(2, IDS_OF_TWO, MASK_OF_TWO, new int[8]).pooled());
    float[] other = harness.floats(apply(2, turned, turnedMask, new int[8]).pooled());
    assertClose("turned", other, rows(given, SIZES.encoder().width(), 1, 0), 1e-6);
  }

  @Test
  void tablesAndKernelsDecayAndNormsAndBiasesDoNot() {
    assertThat(weights.all().stream().filter(Weight::decays).map(Weight::path))
        .allMatch(path -> path.endsWith("kernel") || path.matches(".*/(word|position|type)"));
    assertThat(weights.all().stream().filter(w -> !w.decays()).map(Weight::path))
        .allMatch(path -> path.endsWith("bias") || path.endsWith("gain"));
  }
}
