package org.dmmsa.savedmodel.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;

class SignatureDefaultsTest {
  @TempDir Path folder;

  private static SignatureDef.Builder signature(String... inputs) {
    SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName("predict");
    for (String input : inputs) {
      signature.putInputs(input, TensorInfo.newBuilder().setName(input + ":0").build());
    }
    return signature;
  }

  private static SavedModel model(SignatureDef both, SignatureDef one) {
    return SavedModel.newBuilder()
        .setSavedModelSchemaVersion(1)
        .addMetaGraphs(
            MetaGraphDef.newBuilder()
                .putSignatureDef("both", both)
                .putSignatureDef("one", one)
                .putSignatureDef("none", signature("x").build()))
        .build();
  }

  @Test
  void aSignatureTakesThoseOfItsInputsAndNothingElseChanges() throws IOException {
    Path file = folder.resolve("saved_model.pb");
    Files.write(
        file, model(signature("a", "b", "x").build(), signature("b").build()).toByteArray());
    TensorProto a = CompactTensor.ints(1, 1, 1);
    TensorProto b = CompactTensor.floats(0, 1, 1, 3);
    SignatureDefaults.add(folder, Map.of("a", a, "b", b));
    assertThat(SavedModel.parseFrom(Files.readAllBytes(file)))
        .isEqualTo(
            model(
                signature("a", "b", "x").putDefaults("a", a).putDefaults("b", b).build(),
                signature("b").putDefaults("b", b).build()));
  }
}
