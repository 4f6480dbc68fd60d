package org.dmmsa.savedmodel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.serving.ExpectedData;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

class ServedSignatureTest {
  private static final ServedName MODEL =
      new ServedName(new ServerAddress("h", 1), "m", Optional.of(2L));

  private final SignatureDef.Builder signature =
      SignatureDef.newBuilder()
          .putInputs("audio", info(DataType.DT_FLOAT, -1, -1, 5))
          .putInputs("input_ids", info(DataType.DT_INT32, -1, -1))
          .putOutputs("sentiment", info(DataType.DT_FLOAT, -1))
          .putOutputs("polarity", info(DataType.DT_FLOAT, -1, 3));

  private static TensorInfo info(DataType type, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder().setDtype(type).setTensorShape(shape).build();
  }

  private void refused(String line) {
    assertThatThrownBy(() -> ServedSignature.of(signature.build(), MODEL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(line, MODEL);
  }

  @Test
  void itTellsInputsFeaturesAndOutputs() {
    ServedSignature told = ServedSignature.of(signature.build(), MODEL);
    assertThat(told.inputs()).containsExactlyInAnyOrder(Input.AUDIO, Input.INPUT_IDS);
    assertThat(told.frames()).isEqualTo(Map.of("audio", new FrameDims(ExpectedData.UNKNOWN, 5)));
    assertThat(told.outputs()).isEqualTo(Map.of("sentiment", 1, "polarity", 3));
  }

  @Test
  void featuresOfUnknownSizeAreRefused() {
    signature.putInputs("audio", info(DataType.DT_FLOAT, -1, -1, -1));
    refused("found audio float [-1, -1, -1], expected float [-1, -1, F], in the signature of %s");
  }

  @Test
  void anInputOfAnotherTypeIsRefused() {
    signature.putInputs("input_ids", info(DataType.DT_INT64, -1, -1));
    refused("found input_ids int64 [-1, -1], expected int32 [-1, -1], in the signature of %s");
  }

  @Test
  void aScoreOfSeveralNumbersIsRefused() {
    signature.putOutputs("sentiment", info(DataType.DT_FLOAT, -1, 2));
    refused("found sentiment float [-1, 2], expected float [-1], in the signature of %s");
  }

  @Test
  void anOutputWithoutRowsIsRefused() {
    signature.putOutputs("polarity", info(DataType.DT_FLOAT));
    refused("found polarity float [], expected float [-1] or [-1, C], in the signature of %s");
  }

  @Test
  void anInputThatIsNoneOfOursIsRefused() {
    signature.putInputs("image", info(DataType.DT_FLOAT, -1, -1, 3));
    assertThatThrownBy(() -> ServedSignature.of(signature.build(), MODEL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the model m version 2 at h:1 takes [audio, image, input_ids]");
  }
}
