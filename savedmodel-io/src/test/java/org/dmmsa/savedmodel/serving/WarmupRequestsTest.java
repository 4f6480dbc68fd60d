package org.dmmsa.savedmodel.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Golden;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.stored.StoredModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Tensor;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

class WarmupRequestsTest {
  private static final int TOKENS = TinyExport.MANIFEST.tokens();
  private static final FrameDims AUDIO = TinyExport.MANIFEST.frames().get("audio");
  private static final FrameDims VISION = TinyExport.MANIFEST.frames().get("vision");

  @TempDir static Path folder;
  private static List<LoggedRequest> requests;
  private static StoredModel model;

  @BeforeAll
  static void load() throws IOException {
    Path export = new TinyExport(Pooling.MASKED, true).write(folder);
    requests = LoggedRequests.of(export);
    model = StoredModel.load(export, Sessions.DEFAULT);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static List<Long> shape(TensorShapeProto shape) {
    return shape.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
  }

  /** Half of the longest. */
  private static int usual(int longest) {
    return Math.round(longest / 2f);
  }

  /** A tenth of the longest, or the least that there is. */
  private static int shortest(int longest, int least) {
    return Math.max(least, Math.round(longest / 10f));
  }

  private static String described(String signature, int rows, int tokens, int audio, int vision) {
    return "%s [%d, %d] [%d, %d, %d] [%d, %d, %d]"
        .formatted(
            signature,
            rows,
            tokens,
            rows,
            audio,
            AUDIO.features(),
            rows,
            vision,
            VISION.features());
  }

  private static String described(LoggedRequest request) {
    StringBuilder shapes = new StringBuilder(request.signature());
    for (String input : List.of("input_ids", "audio", "vision")) {
      shapes.append(' ').append(shape(request.inputs().get(input).getTensorShape()));
    }
    return shapes.toString();
  }

  @Test
  void shortUsualAndLongClipsAndSomeAtOnceAreAsked() {
    int usual = usual(TOKENS);
    int audio = usual(AUDIO.frames());
    int vision = usual(VISION.frames());
    assertThat(requests)
        .extracting(WarmupRequestsTest::described)
        .containsExactly(
            described("features", 1, usual, audio, vision),
            described("lengths", 1, usual, audio, vision),
            described(
                "serving_default",
                1,
                shortest(TOKENS, 3),
                shortest(AUDIO.frames(), 1),
                shortest(VISION.frames(), 1)),
            described("serving_default", 1, usual, audio, vision),
            described("serving_default", 1, TOKENS, AUDIO.frames(), VISION.frames()),
            described("serving_default", 8, usual, audio, vision));
    assertThat(requests).extracting(LoggedRequest::model).containsOnly("dmmsa");
  }

  /** A server checks no shapes before it runs; a wrong one makes it refuse the model. */
  @Test
  void inputsAreThoseOfTheSignature() {
    for (LoggedRequest request : requests) {
      Map<String, TensorInfo> expected = model.signature(request.signature()).getInputsMap();
      assertThat(request.inputs().keySet()).isEqualTo(expected.keySet());
      request
          .inputs()
          .forEach(
              (name, tensor) -> {
                TensorInfo info = expected.get(name);
                assertThat(tensor.getDtype()).as(name).isEqualTo(info.getDtype());
                List<Long> found = new ArrayList<>(shape(tensor.getTensorShape()));
                List<Long> sizes = shape(info.getTensorShape());
                assertThat(found).as(name).hasSameSizeAs(sizes);
                for (int i = 0; i < sizes.size(); i++) {
                  assertThat(sizes.get(i)).as(name).isIn(-1L, found.get(i));
                }
              });
    }
  }

  @Test
  void textIsWordPiecesBetweenItsMarksAndNothingIsPadding() {
    for (LoggedRequest request : requests) {
      TensorProto ids = request.inputs().get("input_ids");
      List<Long> sizes = shape(ids.getTensorShape());
      int length = sizes.get(1).intValue();
      assertThat(ids.getIntValCount()).isEqualTo(sizes.get(0).intValue() * length);
      for (int i = 0; i < ids.getIntValCount(); i++) {
        int place = i % length;
        assertThat(ids.getIntVal(i)).isEqualTo(place == 0 ? 2 : place == length - 1 ? 3 : 4);
      }
      assertThat(request.inputs().get("segment_ids").getIntValList()).containsOnly(0);
      assertThat(request.inputs().get("audio").getFloatValList()).containsOnly(0.5f);
      assertThat(request.inputs().get("vision").getFloatValList()).containsOnly(0.5f);
      if (request.signature().equals("lengths")) {
        assertThat(request.inputs().get("text_length").getIntValList()).containsExactly(length);
        assertThat(request.inputs().get("audio_length").getIntValList())
            .containsExactly(usual(AUDIO.frames()));
        assertThat(request.inputs().get("vision_length").getIntValList())
            .containsExactly(usual(VISION.frames()));
      } else {
        assertThat(request.inputs().get("input_mask").getIntValList()).containsOnly(1);
      }
    }
  }

  private static Map<String, float[][]> answers(LoggedRequest request) {
    try (NativeTensors tensors = new NativeTensors()) {
      Map<String, Tensor> inputs = new HashMap<>();
      request.inputs().forEach((input, value) -> inputs.put(input, tensors.of(value)));
      return Asked.of(model, request.signature(), inputs);
    }
  }

  /** The same clip is asked of both signatures, and eight times at once. */
  @Test
  void theModelAnswersThemAll() {
    List<float[][]> scores = new ArrayList<>();
    for (LoggedRequest request : requests) {
      Map<String, float[][]> answers = answers(request);
      long rows = request.inputs().get("input_ids").getTensorShape().getDim(0).getSize();
      answers.forEach(
          (name, numbers) -> {
            assertThat(numbers).as(name).hasNumberOfRows((int) rows);
            for (float[] row : numbers) {
              assertThat(row).as(name).doesNotContain(Float.NaN);
            }
          });
      if (!request.signature().equals("features")) {
        scores.add(answers.get("sentiment"));
      }
    }
    float[] usual = scores.get(2)[0];
    Golden.assertClose("by lengths", scores.get(0)[0], usual, 1e-5);
    for (float[] row : scores.get(4)) {
      Golden.assertClose("at once", row, usual, 1e-5);
    }
  }
}
