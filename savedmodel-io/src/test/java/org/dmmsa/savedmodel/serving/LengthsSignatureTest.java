package org.dmmsa.savedmodel.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Golden;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.stored.StoredModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** A batch padded as TensorFlow Serving pads: each row of a tensor with the row's first number. */
class LengthsSignatureTest {
  private static final int LONGER = 4;

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

  private static Samples padded(Samples samples) {
    return new Samples(
        padded(samples.ids()),
        padded(samples.mask()),
        padded(samples.segments()),
        paddedFrames(samples.audio()),
        paddedFrames(samples.vision()));
  }

  private static int[][] padded(int[][] rows) {
    return Arrays.stream(rows)
        .map(
            row -> {
              int[] longer = Arrays.copyOf(row, row.length + LONGER);
              Arrays.fill(longer, row.length, longer.length, row[0]);
              return longer;
            })
        .toArray(int[][]::new);
  }

  private static float[][][] paddedFrames(float[][][] rows) {
    return Arrays.stream(rows)
        .map(
            row -> {
              float[][] longer = Arrays.copyOf(row, row.length + LONGER);
              for (int i = row.length; i < longer.length; i++) {
                longer[i] = new float[row[0].length];
                Arrays.fill(longer[i], row[0][0]);
              }
              return longer;
            })
        .toArray(float[][][]::new);
  }

  /** What a signature says, [B] the sentiment; lengths are of the rows before they were padded. */
  private static float[] sentiment(String name, Samples samples, Samples before) {
    SignatureDef signature = model.signature(name);
    Map<String, TType> lengths = new LinkedHashMap<>();
    if (name.equals("lengths")) {
      lengths.put("text_length", lengths(before.size(), before.ids()[0].length));
      lengths.put("audio_length", lengths(before.size(), before.audio()[0].length));
      lengths.put("vision_length", lengths(before.size(), before.vision()[0].length));
    }
    Session.Runner runner = model.runner();
    try (InputTensors batch = samples.tensors()) {
      batch.forEach(
          (input, tensor) -> {
            if (input != Input.INPUT_MASK || lengths.isEmpty()) {
              runner.feed(signature.getInputsOrThrow(input.key()).getName(), tensor);
            }
          });
      lengths.forEach(
          (key, tensor) -> runner.feed(signature.getInputsOrThrow(key).getName(), tensor));
      runner.fetch(signature.getOutputsOrThrow("sentiment").getName());
      try (Result result = runner.run()) {
        return Answers.vector((TFloat32) result.get(0));
      }
    } finally {
      lengths.values().forEach(TType::close);
    }
  }

  private static TInt32 lengths(int rows, int length) {
    int[] all = new int[rows];
    Arrays.fill(all, length);
    return TInt32.vectorOf(all);
  }

  @Test
  void whatAServerPadsIsNotSeen() {
    Samples golden = Samples.golden("batch0");
    for (int row = 0; row < golden.size(); row++) {
      Samples alone = golden.alone(row);
      float[] expected = sentiment("serving_default", alone, alone);
      Golden.assertClose("as it is", sentiment("lengths", alone, alone), expected, 1e-6);
      Golden.assertClose("padded", sentiment("lengths", padded(alone), alone), expected, 1e-5);
      float[] wrong = sentiment("serving_default", padded(alone), alone);
      assertThat(Math.abs(wrong[0] - expected[0])).as("the default").isGreaterThan(1e-4f);
    }
  }

  @Test
  void asksForLengthsInPlaceOfTheMaskAndAnswersTheSame() {
    SignatureDef lengths = model.signature("lengths");
    SignatureDef serving = model.signature("serving_default");
    assertThat(lengths.getInputsMap())
        .containsOnlyKeys(
            "input_ids",
            "segment_ids",
            "text_length",
            "audio",
            "audio_length",
            "vision",
            "vision_length");
    assertThat(lengths.getOutputsMap().keySet())
        .isEqualTo(serving.getOutputsMap().keySet())
        .containsAll(List.of("sentiment", "polarity", "unimodal"));
    assertThat(lengths.getMethodName()).isEqualTo(serving.getMethodName());
  }
}
