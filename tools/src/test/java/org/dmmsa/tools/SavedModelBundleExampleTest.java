package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.junit.jupiter.api.Test;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** How the README runs an export with TensorFlow Java alone. */
class SavedModelBundleExampleTest {
  private static float score(String export) {
    // README
    try (SavedModelBundle model = SavedModelBundle.load(export, "serve");
        TInt32 ids = TInt32.tensorOf(StdArrays.ndCopyOf(new int[][] {{2, 7, 9, 3}}));
        TInt32 mask = TInt32.tensorOf(StdArrays.ndCopyOf(new int[][] {{1, 1, 1, 1}}));
        TInt32 segments = TInt32.tensorOf(StdArrays.ndCopyOf(new int[1][4]));
        TFloat32 audio = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[1][1][5]));
        TFloat32 vision = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[1][1][20]));
        Result answer =
            model
                .function("serving_default")
                .call(
                    Map.of(
                        "input_ids", ids,
                        "input_mask", mask,
                        "segment_ids", segments,
                        "audio", audio,
                        "vision", vision))) {
      return ((TFloat32) answer.get("sentiment").orElseThrow()).getFloat(0);
    }
    // end
  }

  @Test
  void answersAsOurOwnCodeDoes() {
    try (ServingModel model = ServingModel.load(TinyRun.export(), Sessions.DEFAULT);
        InputTensors batch =
            new InputTensors(
                Map.of(
                    Input.INPUT_IDS,
                    TInt32.tensorOf(StdArrays.ndCopyOf(new int[][] {{2, 7, 9, 3}}))))) {
      assertThat(score(TinyRun.export().toString()))
          .isCloseTo(model.answer(batch).sentiment()[0], within(1e-5f));
    }
  }

  @Test
  void theReadmeShowsThisCode() throws IOException {
    Path source = Path.of("src/test/java/org/dmmsa/tools/SavedModelBundleExampleTest.java");
    String code = Files.readString(source).split("// README\n")[1].split(" *// end\n")[0];
    assertThat(Files.readString(Path.of("../README.md")))
        .contains(code.stripTrailing().stripIndent());
  }
}
