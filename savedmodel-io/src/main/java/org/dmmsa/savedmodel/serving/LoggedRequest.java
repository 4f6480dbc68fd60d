package org.dmmsa.savedmodel.serving;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.Map;
import org.tensorflow.proto.TensorProto;

/**
 * A request to a signature as TensorFlow Serving logs and replays one: a {@code
 * tensorflow.serving.PredictionLog}, a message that TensorFlow Java has no class of.
 *
 * <pre>
 * PredictionLog   predict_log = 6      a PredictLog
 * PredictLog      request = 1          a PredictRequest
 * PredictRequest  model_spec = 1       a ModelSpec
 *                 inputs = 2           for each input an entry: key = 1, value = 2, a TensorProto
 * ModelSpec       name = 1, signature_name = 3
 * </pre>
 *
 * <p>The numbers are of {@code prediction_log.proto}, {@code predict.proto} and {@code model.proto}
 * in {@code tensorflow_serving/apis} of github.com/tensorflow/serving, at commit 9d981c5.
 *
 * @param model its name
 * @param signature of that model
 * @param inputs by the names that the signature has for them
 */
record LoggedRequest(String model, String signature, Map<String, TensorProto> inputs) {
  private static final int LOG_PREDICT = 6;
  private static final int PREDICT_REQUEST = 1;
  private static final int REQUEST_MODEL = 1;
  private static final int REQUEST_INPUTS = 2;
  private static final int MODEL_NAME = 1;
  private static final int MODEL_SIGNATURE = 3;
  private static final int ENTRY_KEY = 1;
  private static final int ENTRY_VALUE = 2;

  byte[] toByteArray() throws IOException {
    ByteString spec =
        message(
            out -> {
              out.writeString(MODEL_NAME, model);
              out.writeString(MODEL_SIGNATURE, signature);
            });
    ByteString request =
        message(
            out -> {
              out.writeBytes(REQUEST_MODEL, spec);
              for (Map.Entry<String, TensorProto> input : inputs.entrySet()) {
                out.writeBytes(REQUEST_INPUTS, entry(input));
              }
            });
    ByteString log = message(out -> out.writeBytes(PREDICT_REQUEST, request));
    return message(out -> out.writeBytes(LOG_PREDICT, log)).toByteArray();
  }

  private static ByteString entry(Map.Entry<String, TensorProto> input) throws IOException {
    return message(
        out -> {
          out.writeString(ENTRY_KEY, input.getKey());
          out.writeMessage(ENTRY_VALUE, input.getValue());
        });
  }

  /** The fields of one message. */
  @FunctionalInterface
  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static ByteString message(Fields fields) throws IOException {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.writeTo(out);
    out.flush();
    return bytes.toByteString();
  }
}
