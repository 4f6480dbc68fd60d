package org.dmmsa.savedmodel.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Golden;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.stored.StoredModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TInt32;

class OptionalInputsTest {
  private static final Samples SAMPLES = Samples.golden("batch0");
  private static final int LAST = SAMPLES.size() - 1;

  @TempDir static Path folder;
  private static StoredModel model;

  @BeforeAll
  static void load() {
    model = StoredModel.load(new TinyExport(Pooling.MASKED, true).write(folder), Sessions.DEFAULT);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  /** The samples with what a default stands for written out, for each row and token. */
  private static Samples writtenOut(Samples samples, Set<String> missing) {
    return new Samples(
        samples.ids(),
        missing.contains("input_mask") ? filled(samples.mask(), 1) : samples.mask(),
        missing.contains("segment_ids") ? filled(samples.segments(), 0) : samples.segments(),
        missing.contains("audio") ? blank(samples.audio()) : samples.audio(),
        missing.contains("vision") ? blank(samples.vision()) : samples.vision());
  }

  private static int[][] filled(int[][] rows, int number) {
    int[][] filled = new int[rows.length][rows[0].length];
    for (int[] row : filled) {
      Arrays.fill(row, number);
    }
    return filled;
  }

  private static float[][][] blank(float[][][] rows) {
    return new float[rows.length][1][rows[0][0].length];
  }

  /** What a signature says of a request without some inputs; it has the lengths that are asked. */
  private static Map<String, float[][]> answers(
      String signature, Samples samples, Set<String> missing, Map<String, Integer> lengths) {
    try (InputTensors given = samples.tensors()) {
      Map<String, Tensor> inputs = new HashMap<>();
      given.forEach((input, tensor) -> inputs.put(input.key(), tensor));
      inputs.keySet().removeAll(missing);
      Map<String, TInt32> told = new HashMap<>();
      lengths.forEach(
          (name, length) -> {
            int[] all = new int[samples.size()];
            Arrays.fill(all, length);
            told.put(name, TInt32.vectorOf(all));
          });
      inputs.putAll(told);
      Map<String, float[][]> answers = Asked.of(model, signature, inputs);
      told.values().forEach(Tensor::close);
      return answers;
    }
  }

  private static void assertSame(Map<String, float[][]> found, Map<String, float[][]> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, rows) -> {
          for (int row = 0; row < rows.length; row++) {
            Golden.assertClose(name + " of row " + row, found.get(name)[row], rows[row], 1e-6);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "serving_default, audio",
    "serving_default, vision",
    "serving_default, audio vision",
    "serving_default, segment_ids",
    "serving_default, input_mask",
    "serving_default, input_mask segment_ids audio vision",
    "features, audio vision",
    "features, input_mask segment_ids audio vision",
  })
  void whatIsMissingIsWhatItsDefaultStandsFor(String signature, String names) {
    Set<String> missing = Set.of(names.split(" "));
    Samples longer =
        SAMPLES.resized(
            SAMPLES.ids()[0].length + 2,
            SAMPLES.audio()[0].length + 3,
            SAMPLES.vision()[0].length + 1);
    for (Samples samples : List.of(SAMPLES, SAMPLES.pick(LAST), longer)) {
      Map<String, float[][]> found = answers(signature, samples, missing, Map.of());
      Samples writtenOut = writtenOut(samples, missing);
      assertSame(found, answers(signature, writtenOut, Set.of(), Map.of()));
      found.forEach((name, rows) -> assertThat(rows).as(name).hasNumberOfRows(samples.size()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio", "vision", "audio vision", "segment_ids audio vision"})
  void alsoWhereLengthsAreTold(String names) {
    Set<String> missing = Set.of(names.split(" "));
    Samples samples = SAMPLES.pick(1, LAST, 0);
    Samples writtenOut = writtenOut(samples, missing);
    Map<String, Integer> lengths = new HashMap<>();
    lengths.put("text_length", samples.ids()[0].length - 1);
    int audio = samples.audio()[0].length - 1;
    int vision = samples.vision()[0].length - 2;
    lengths.put("audio_length", missing.contains("audio") ? 0 : audio);
    lengths.put("vision_length", missing.contains("vision") ? 0 : vision);
    Set<String> asked = new HashSet<>(missing);
    asked.add("input_mask"); // is none of its inputs
    assertSame(
        answers("lengths", samples, asked, lengths),
        answers("lengths", writtenOut, Set.of("input_mask"), lengths));
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio", "vision"})
  void aModalityThatIsMissingIsMissed(String name) {
    float[][] all = answers("serving_default", SAMPLES, Set.of(), Map.of()).get("sentiment");
    float[][] less = answers("serving_default", SAMPLES, Set.of(name), Map.of()).get("sentiment");
    float largest = 0;
    for (int row = 0; row < all.length; row++) {
      largest = Math.max(largest, Math.abs(all[row][0] - less[row][0]));
    }
    assertThat(largest).isGreaterThan(1e-4f);
  }

  @Test
  void allButTheTextMayBeLeftOut() {
    for (String name : List.of("serving_default", "features")) {
      assertThat(model.signature(name).getDefaultsMap())
          .containsOnlyKeys("input_mask", "segment_ids", "audio", "vision");
    }
    SignatureDef lengths = model.signature("lengths");
    assertThat(lengths.getDefaultsMap()).containsOnlyKeys("segment_ids", "audio", "vision");
  }

  @Test
  void theFirstInputSaysHowManyRowsThereAre() {
    try (GraphHarness harness = new GraphHarness()) {
      Inputs given =
          new Inputs(
              Map.of(
                  Input.TEXT, harness.input(Shape.of(3, 1, 2), 1f, 2, 3, 4, 5, 6),
                  Input.AUDIO, harness.input(Shape.of(1, 2, 2), 1f, 2, 3, 4),
                  Input.VISION, harness.input(Shape.of(3, 1, 1), 7f, 8, 9)));
      Inputs repeated = OptionalInputs.repeated(harness.tf(), given);
      assertThat(repeated.operands().get(Input.TEXT)).isSameAs(given.operands().get(Input.TEXT));
      assertThat(harness.floats(repeated.frames(Input.AUDIO)))
          .containsExactly(1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4);
      assertThat(harness.floats(repeated.frames(Input.VISION))).containsExactly(7, 8, 9);
      assertThat(repeated.frames(Input.AUDIO).shape()).hasToString("[-1, -1, 2]");
    }
  }

  @Test
  void aNetworkOfTextFeaturesNeedsTheseAlone() {
    InputDims dims =
        new InputDims(
            Optional.empty(),
            Map.of(
                Input.TEXT, new FrameDims(9, 4),
                Input.AUDIO, new FrameDims(9, 2),
                Input.VISION, new FrameDims(9, 3)));
    assertThat(OptionalInputs.defaults(Set.of(Input.VISION, Input.TEXT, Input.AUDIO), dims))
        .isEqualTo(
            Map.of(
                "audio", CompactTensor.floats(0, 1, 1, 2),
                "vision", CompactTensor.floats(0, 1, 1, 3)));
    assertThat(OptionalInputs.defaults(Set.of(Input.TEXT), dims)).isEmpty();
  }
}
