package org.dmmsa.savedmodel.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dmmsa.savedmodel.file.RecordFile;
import org.tensorflow.proto.TensorProto;

/** Reads requests field by field, with protobuf's decoder for messages that it knows nothing of. */
final class LoggedRequests {
  private LoggedRequests() {}

  /** All of an export. */
  static List<LoggedRequest> of(Path export) throws IOException {
    byte[] file =
        Files.readAllBytes(export.resolve("assets.extra").resolve("tf_serving_warmup_requests"));
    List<LoggedRequest> requests = new ArrayList<>();
    for (byte[] record : RecordFile.read(file)) {
      requests.add(parse(ByteString.copyFrom(record)));
    }
    return requests;
  }

  /** One; it may have no other fields than those that are read here. */
  static LoggedRequest parse(ByteString predictionLog) throws IOException {
    ByteString predictLog = only(predictionLog, 6);
    UnknownFieldSet request = fields(only(predictLog, 1), 1, 2);
    UnknownFieldSet spec = fields(request.getField(1).getLengthDelimitedList().get(0), 1, 3);
    Map<String, TensorProto> inputs = new TreeMap<>();
    for (ByteString input : request.getField(2).getLengthDelimitedList()) {
      UnknownFieldSet entry = fields(input, 1, 2);
      inputs.put(text(entry, 1), TensorProto.parseFrom(bytes(entry, 2)));
    }
    return new LoggedRequest(text(spec, 1), text(spec, 3), inputs);
  }

  private static ByteString only(ByteString message, int number) throws IOException {
    return bytes(fields(message, number), number);
  }

  private static UnknownFieldSet fields(ByteString message, Integer... numbers) throws IOException {
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(message);
    assertThat(fields.asMap()).containsOnlyKeys(numbers);
    return fields;
  }

  private static String text(UnknownFieldSet fields, int number) {
    return bytes(fields, number).toStringUtf8();
  }

  private static ByteString bytes(UnknownFieldSet fields, int number) {
    List<ByteString> values = fields.getField(number).getLengthDelimitedList();
    assertThat(values).hasSize(1);
    return values.get(0);
  }
}
