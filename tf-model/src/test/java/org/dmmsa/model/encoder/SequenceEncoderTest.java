package org.dmmsa.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.difference;
import static org.dmmsa.model.graph.Numbers.normal;
import static org.dmmsa.model.graph.Numbers.rows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;
import org.dmmsa.model.graph.GradientCheck;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * An encoder in miniature: D 4, two heads, inner 6, F 3, T 3, one layer. Its numbers come from
 * PyTorch 2.13's modules in float64, with weights 0.3·sin(1 + 0.7·i + 1.3·k) for number i of array
 * k (plus 1 for norm gains).
 */
class SequenceEncoderTest {
  private static final float[] FIRST = {0.1f, -0.2f, 0.3f, 0.4f, 0.5f, -0.6f, 0.7f, -0.8f, 0.9f};
  private static final float[] SECOND = {1, 0.5f, -0.5f, 0.2f, 0.1f, 0, 0, 0, 0};
  private static final float[] FIRST_MEAN = {-0.59852519f, -0.68005857f, 0.04940485f, 0.34419012f};

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 3);

  @AfterEach
  void close() {
    harness.close();
  }

  private SequenceEncoder encoder(Pooling pooling) {
    TransformerSizes sizes = new TransformerSizes(1, 4, 2, 6, Activation.GELU, 1e-5f, 0, 0, 0);
    SequenceEncoder encoder = new SequenceEncoder(weights, new SequenceSizes(3, 3, sizes, pooling));
    harness.assign(miniature());
    return encoder;
  }

  private Operand<TFloat32> pooled(SequenceEncoder encoder, Shape shape, float... frames) {
    return encoder.apply(Pass.inference(harness.tf()), harness.input(shape, frames)).pooled();
  }

  private float[] answer(SequenceEncoder encoder, Shape shape, float... frames) {
    return harness.floats(pooled(encoder, shape, frames));
  }

  private static float[] join(float[]... parts) {
    float[] joined = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  @Test
  void theMeanOverAllPositionsIsPyTorchs() {
    float[] actual = answer(encoder(Pooling.ALL), Shape.of(2, 3, 3), join(FIRST, SECOND));
    float[] second = {-0.69070380f, -0.61855206f, 0.14581487f, 0.25898857f};
    assertClose("mean over all", actual, join(FIRST_MEAN, second), 1e-5);
  }

  @Test
  void theMeanOverRealPositionsIsPyTorchs() {
    float[] actual = answer(encoder(Pooling.MASKED), Shape.of(2, 3, 3), join(FIRST, SECOND));
    float[] second = {-0.57859418f, -0.51015151f, 0.30369755f, -0.06542522f};
    assertClose("mean over real", actual, join(FIRST_MEAN, second), 1e-5);
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void aFrameIsRealAsSoonAsItsSumIsNotZero(Pooling pooling) {
    float[] almostBlank = SECOND.clone();
    almostBlank[8] = 1e-20f;
    float[] unmasked = {-0.67581909f, -0.62566607f, 0.15851003f, 0.24221386f};
    assertClose(
        "no mask", answer(encoder(pooling), Shape.of(1, 3, 3), almostBlank), unmasked, 1e-5);
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void paddingChangesNothing(Pooling pooling) {
    SequenceEncoder encoder = encoder(pooling);
    float[] two = Arrays.copyOf(SECOND, 6);
    float[] short2 = answer(encoder, Shape.of(1, 2, 3), two);
    assertClose("padded to T", answer(encoder, Shape.of(1, 3, 3), SECOND), short2, 1e-6);
    float[] long9 = Arrays.copyOf(SECOND, 27);
    assertClose("padded beyond T", answer(encoder, Shape.of(1, 9, 3), long9), short2, 1e-6);
    float[] beside = answer(encoder, Shape.of(2, 3, 3), join(FIRST, SECOND));
    assertClose("beside a longer one", rows(beside, 4, 1), short2, 1e-6);
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void framesBeyondTheTrainedLengthAreCut(Pooling pooling) {
    SequenceEncoder encoder = encoder(pooling);
    float[] longer = join(FIRST, normal(5, 6));
    assertClose("cut", answer(encoder, Shape.of(1, 5, 3), longer), FIRST_MEAN, 1e-5);
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void theOrderOfABatchDoesNotMatter(Pooling pooling) {
    SequenceEncoder encoder = encoder(pooling);
    float[] batch = normal(8, 27);
    float[] given = answer(encoder, Shape.of(3, 3, 3), batch);
    float[] turned = answer(encoder, Shape.of(3, 3, 3), rows(batch, 9, 2, 0, 1));
    assertClose("turned", turned, rows(given, 4, 2, 0, 1), 1e-6);
  }

  @Test
  void aFrameWhoseFeaturesSumToZeroIsIgnoredByTheOthers() {
    SequenceEncoder encoder = encoder(Pooling.MASKED);
    float[] zeroSum = {1, 2, 3, 0.5f, -0.25f, -0.25f, 3, 2, 1};
    float[] otherZeroSum = {1, 2, 3, -4, 2, 2, 3, 2, 1};
    float[] blank = {1, 2, 3, 0, 0, 0, 3, 2, 1};
    float[] real = {1, 2, 3, 0.5f, -0.25f, 0.25f, 3, 2, 1};
    float[] expected = answer(encoder, Shape.of(1, 3, 3), blank);
    assertClose("zero sum", answer(encoder, Shape.of(1, 3, 3), zeroSum), expected, 1e-6);
    assertClose("zero sum", answer(encoder, Shape.of(1, 3, 3), otherZeroSum), expected, 1e-6);
    assertThat(difference(answer(encoder, Shape.of(1, 3, 3), real), expected)).isGreaterThan(1e-3);
  }

  @Test
  void theFirstFrameCountsEvenWhenItIsBlank() {
    SequenceEncoder encoder = encoder(Pooling.MASKED);
    float[] blankFirst = {0, 0, 0, 1, 2, 3, 3, 2, 1};
    float[] almostBlankFirst = {1e-20f, 0, 0, 1, 2, 3, 3, 2, 1};
    assertClose(
        "blank first",
        answer(encoder, Shape.of(1, 3, 3), blankFirst),
        answer(encoder, Shape.of(1, 3, 3), almostBlankFirst),
        1e-6);
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void noFramesAreAnsweredAsOneBlankFrame(Pooling pooling) {
    SequenceEncoder encoder = encoder(pooling);
    float[] none = answer(encoder, Shape.of(2, 0, 3));
    assertClose("no frames", none, answer(encoder, Shape.of(2, 1, 3), new float[6]), 1e-6);
    assertClose("no frames", none, answer(encoder, Shape.of(2, 2, 3), new float[12]), 1e-6);
  }

  @Test
  void theSequenceHasOnePositionMoreThanFramesAndThePoolingIsItsMean() {
    SequenceEncoder encoder = encoder(Pooling.MASKED);
    SequenceEncoder.Result result =
        encoder.apply(
            Pass.inference(harness.tf()),
            harness.input(Shape.of(1, 2, 3), Arrays.copyOf(FIRST, 6)));
    float[] sequence = harness.floats(result.sequence());
    assertThat(sequence).hasSize(3 * 4);
    float[] mean = new float[4];
    for (int i = 0; i < 12; i++) {
      mean[i % 4] += sequence[i] / 3;
    }
    assertClose("mean", harness.floats(result.pooled()), mean, 1e-5);
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void gradientsAreTheSlopesOfTheLoss(Pooling pooling) {
    Operand<TFloat32> pooled = pooled(encoder(pooling), Shape.of(2, 3, 3), join(FIRST, SECOND));
    Operand<TFloat32> factors = harness.input(Shape.of(2, 4), normal(4, 8));
    Operand<TFloat32> loss =
        harness
            .tf()
            .reduceSum(
                harness.tf().math.mul(pooled, factors), harness.tf().constant(new int[] {0, 1}));
    GradientCheck.assertMatches(harness, loss, weights.all());
  }

  @Test
  void framesOfAnotherWidthAreRefused() {
    SequenceEncoder encoder = encoder(Pooling.MASKED);
    assertThatThrownBy(() -> pooled(encoder, Shape.of(1, 3, 5), new float[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 5 features at cls, expected 3");
  }

  /** The weights of the miniature, from PyTorch's layout to ours. */
  private Map<Weight, float[]> miniature() {
    Map<String, float[]> values = new LinkedHashMap<>();
    values.put("cls", wave(0, 4));
    values.put("position", wave(1, 16));
    values.put("input/kernel", transposed(wave(2, 12), 0, 4, 3));
    values.put("input/bias", wave(3, 4));
    String layer = "encoder/0/";
    String[] stacked = {"query", "key", "value"};
    for (int i = 0; i < 3; i++) {
      String part = layer + "attention/" + stacked[i];
      values.put(part + "/kernel", transposed(wave(4, 48), i * 4, 4, 4));
      values.put(part + "/bias", Arrays.copyOfRange(wave(5, 12), i * 4, i * 4 + 4));
    }
    values.put(layer + "attention/output/kernel", transposed(wave(6, 16), 0, 4, 4));
    values.put(layer + "attention/output/bias", wave(7, 4));
    values.put(layer + "expand/kernel", transposed(wave(8, 24), 0, 6, 4));
    values.put(layer + "expand/bias", wave(9, 6));
    values.put(layer + "contract/kernel", transposed(wave(10, 24), 0, 4, 6));
    values.put(layer + "contract/bias", wave(11, 4));
    values.put(layer + "attention_norm/gain", gain(12));
    values.put(layer + "attention_norm/bias", wave(13, 4));
    values.put(layer + "feedforward_norm/gain", gain(14));
    values.put(layer + "feedforward_norm/bias", wave(15, 4));
    values.put("norm/gain", gain(16));
    values.put("norm/bias", wave(17, 4));
    Map<Weight, float[]> assigned = new LinkedHashMap<>();
    weights.all().forEach(weight -> assigned.put(weight, values.get(weight.path())));
    return assigned;
  }

  private static float[] wave(int k, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (0.3 * Math.sin(1 + 0.7 * i + 1.3 * k));
    }
    return values;
  }

  private static float[] gain(int k) {
    float[] values = wave(k, 4);
    for (int i = 0; i < 4; i++) {
      values[i] += 1;
    }
    return values;
  }

  /** Some rows (out, in) as (in, out). */
  private static float[] transposed(float[] all, int firstRow, int out, int in) {
    float[] values = new float[out * in];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        values[i * out + o] = all[(firstRow + o) * in + i];
      }
    }
    return values;
  }
}
