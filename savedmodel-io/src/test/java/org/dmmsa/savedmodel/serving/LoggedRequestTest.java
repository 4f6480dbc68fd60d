package org.dmmsa.savedmodel.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoggedRequestTest {
  private static final LoggedRequest REQUEST =
      new LoggedRequest(
          "m",
          "lengths",
          Map.of("a", CompactTensor.ints(7, 2, 3), "b", CompactTensor.floats(0.5f, 1)));

  @Test
  void aDecoderFindsWhatWasWritten() throws IOException {
    assertThat(LoggedRequests.parse(ByteString.copyFrom(REQUEST.toByteArray()))).isEqualTo(REQUEST);
  }

  /** Bytes that {@code protoc --encode=tensorflow.serving.PredictionLog} made of the same text. */
  @Test
  void theBytesAreThoseOfTensorFlowServingsOwnDescriptions() throws IOException {
    LoggedRequest request =
        new LoggedRequest("m", "lengths", Map.of("a", CompactTensor.ints(7, 2, 3)));
    assertThat(HexFormat.of().formatHex(request.toByteArray()))
        .isEqualTo(
            "32260a240a0c0a016d1a076c656e6774687312140a0161120f0803120812020802120208033a0107");
  }
}
