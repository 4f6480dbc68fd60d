package org.dmmsa.savedmodel.client;

import com.google.protobuf.MessageLite;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.client.protocol.GetModelMetadataRequest;
import org.dmmsa.savedmodel.client.protocol.GetModelMetadataResponse;
import org.dmmsa.savedmodel.client.protocol.PredictRequest;
import org.dmmsa.savedmodel.client.protocol.PredictResponse;
import org.dmmsa.savedmodel.client.protocol.PredictionServiceGrpc;
import org.dmmsa.savedmodel.client.protocol.PredictionServiceGrpc.PredictionServiceBlockingStub;

/**
 * A connection to a server, without encryption. A request that nobody could take is sent again, up
 * to {@link #TRIES} times in all with a longer wait each time; any other failure is final.
 *
 * <p>Safe for use by several threads.
 */
final class ServerCalls implements AutoCloseable {
  static final int TRIES = 4;

  /** Waits of about 0.2, 0.6 and 1.8 s, as gRPC's service config has them. */
  private static final Map<String, ?> RETRIES =
      Map.of(
          "methodConfig",
          List.of(
              Map.of(
                  "name",
                  List.of(Map.of("service", PredictionServiceGrpc.SERVICE_NAME)),
                  "retryPolicy",
                  Map.of(
                      "maxAttempts",
                      (double) TRIES,
                      "initialBackoff",
                      "0.2s",
                      "maxBackoff",
                      "5s",
                      "backoffMultiplier",
                      3.0,
                      "retryableStatusCodes",
                      List.of("UNAVAILABLE")))));

  /** Bytes of a request that are kept until it is answered; a larger one is not sent again. */
  private static final long KEPT = 256L << 20;

  private final Duration deadline;
  private final ManagedChannel channel;

  /**
   * Prepares a connection, which the first call opens.
   *
   * @param deadline of each request, all its tries together
   */
  ServerCalls(ServerAddress server, Duration deadline) {
    this.deadline = deadline;
    channel =
        Grpc.newChannelBuilderForAddress(
                server.host(), server.port(), InsecureChannelCredentials.create())
            .disableServiceConfigLookUp()
            .defaultServiceConfig(RETRIES)
            .perRpcBufferLimit(KEPT)
            .retryBufferSize(KEPT)
            .build();
  }

  /**
   * Asks what a model takes and gives.
   *
   * @param model named in messages
   * @throws InvalidInputException saying in one line why there is no answer
   */
  GetModelMetadataResponse metadata(ServedName model, GetModelMetadataRequest request) {
    return call(
        model,
        PredictionServiceBlockingStub::getModelMetadata,
        request,
        "a question for its signature");
  }

  /**
   * Has a batch scored.
   *
   * @param model named in messages
   * @param sent the request in words
   * @throws InvalidInputException saying in one line why there is no answer
   */
  PredictResponse predict(ServedName model, PredictRequest request, String sent) {
    return call(model, PredictionServiceBlockingStub::predict, request, sent);
  }

  private <Q extends MessageLite, R> R call(
      ServedName model,
      BiFunction<PredictionServiceBlockingStub, Q, R> method,
      Q request,
      String sent) {
    try {
      return method.apply(
          PredictionServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS),
          request);
    } catch (StatusRuntimeException e) {
      throw CallFailure.of(
          e, model, deadline, sent + " (" + request.getSerializedSize() + " bytes)");
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
