package org.dmmsa.savedmodel.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;

/** Says in one line why a server did not answer. */
final class CallFailure {
  /** What gRPC says of the answer of, for one, a REST port. */
  private static final String NO_GRPC = "First received frame was not SETTINGS";

  private CallFailure() {}

  /**
   * The line for a status.
   *
   * @param sent what the request held, in words
   */
  static InvalidInputException of(
      StatusRuntimeException thrown, ServedName model, Duration deadline, String sent) {
    Status status = thrown.getStatus();
    String says = says(status);
    if (says.contains(NO_GRPC)) {
      return new InvalidInputException(
          "found a server that speaks no gRPC, expected TensorFlow Serving's port for it (8500 unless"
              + " set), at "
              + model.server(),
          thrown);
    }
    String line =
        switch (status.getCode()) {
          case UNAVAILABLE ->
              "found no answer in %d tries%s, expected TensorFlow Serving's gRPC interface at %s"
                  .formatted(ServerCalls.TRIES, says, model.server());
          case DEADLINE_EXCEEDED ->
              "found no answer within %s s, expected one, of %s"
                  .formatted(deadline.toSeconds(), model);
          case NOT_FOUND -> "found no such model%s, expected %s".formatted(says, model);
          case INVALID_ARGUMENT ->
              "found inputs that are refused%s, expected those of its signature, by %s; sent %s"
                  .formatted(says, model, sent);
          case RESOURCE_EXHAUSTED ->
              "found a message too large or a server too busy%s, expected less, for %s; sent %s"
                  .formatted(says, model, sent);
          default ->
              "found the status %s%s, expected an answer, of %s"
                  .formatted(status.getCode(), says, model);
        };
    return new InvalidInputException(line, thrown);
  }

  /** What the server or the network said, on one line: the last cause knows best. */
  private static String says(Status status) {
    Throwable cause = status.getCause();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Optional.ofNullable(cause)
        .map(Throwable::getMessage)
        .or(() -> Optional.ofNullable(status.getDescription()))
        .flatMap(
            text -> text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst())
        .map(text -> " (" + text + ")")
        .orElse("");
  }
}
