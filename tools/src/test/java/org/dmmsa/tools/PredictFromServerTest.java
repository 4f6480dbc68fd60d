package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.client.protocol.SignatureDefMap;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** {@code predict --server} against a server in this JVM, over a real socket. */
class PredictFromServerTest {
  private static final int LARGE = 1 << 30;

  @TempDir Path folder;
  private Path csv;
  private ModelServer server;

  @BeforeEach
  void start() {
    csv = folder.resolve("remote.csv");
    server = start(LARGE);
  }

  private static ModelServer start(int largestRequest) {
    return new ModelServer(ServingModel.load(TinyRun.export(), Sessions.DEFAULT), largestRequest);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CommandLineRun predict(String address, Object... more) {
    List<Object> words = new ArrayList<>(List.of("predict", "--server", address));
    words.addAll(List.of("--data", TinyRun.data(), "--out", csv));
    if (Arrays.stream(more).noneMatch("--model-name"::equals)) {
      words.addAll(List.of("--model-name", "dmmsa"));
    }
    words.addAll(Arrays.asList(more));
    return CommandLineRun.of(words.toArray());
  }

  /** The command refuses in one line, and writes nothing. */
  private void refused(CommandLineRun run, String... parts) {
    run.refused(parts);
    assertThat(csv).doesNotExist();
  }

  @Test
  void aServerAnswersAsTheFolderDoes() {
    Path local = folder.resolve("local.csv");
    CommandLineRun.of(
            "predict",
            "--model",
            TinyRun.export(),
            "--data",
            TinyRun.data(),
            "--out",
            local,
            "--split",
            "all")
        .done();
    predict(server.address(), "--split", "all").done();
    assertThat(csv).hasSameBinaryContentAs(local);
    predict(server.address(), "--split", "all", "--model-version", "7", "--force").done();
    assertThat(csv).hasSameBinaryContentAs(local);
  }

  @Test
  void aServerThatIsAwayForAMomentIsAskedAgain() {
    server.failures.addAll(Collections.nCopies(2, Status.UNAVAILABLE));
    predict(server.address()).done();
    assertThat(server.requests).hasValue(3);
    assertThat(csv).exists();
  }

  @Test
  void aServerThatStaysAwayIsGivenUp() {
    server.failures.addAll(
        Collections.nCopies(9, Status.UNAVAILABLE.withDescription("queue is full\nmore")));
    refused(
        predict(server.address()),
        "found no answer in 4 tries (queue is full), expected TensorFlow Serving's gRPC interface"
            + " at "
            + server.address());
    assertThat(server.requests).hasValue(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INVALID_ARGUMENT   | found inputs that are refused (why), expected those of its signature
          RESOURCE_EXHAUSTED | found a message too large or a server too busy (why), expected less
          NOT_FOUND          | found no such model (why), expected the model dmmsa version 7
          DEADLINE_EXCEEDED  | found no answer within 60 s, expected one
          INTERNAL           | found the status INTERNAL (why), expected an answer
          """)
  void noOtherFailureIsTriedAgain(Status.Code code, String line) {
    server.failures.add(code.toStatus().withDescription("why"));
    refused(predict(server.address()), line, "the model dmmsa version 7 at " + server.address());
    assertThat(server.requests).hasValue(1);
  }

  @Test
  void refusedInputsAreNamedWithTheirShapes() {
    server.failures.add(Status.INVALID_ARGUMENT);
    refused(predict(server.address()), "; sent input_ids [12, ", ", audio [12, ", " bytes)");
  }

  @Test
  void anAnswerHasToComeInTime() {
    server.change =
        response -> {
          LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
          return response;
        };
    refused(predict(server.address(), "--deadline", "1"), "found no answer within 1 s");
  }

  @Test
  void anUnknownModelOrVersionIsRefused() {
    refused(
        predict(server.address(), "--model-name", "other"),
        "found no such model (Servable not found for request: other), expected the model other at ");
    refused(
        predict(server.address(), "--model-version", "8"), "expected the model dmmsa version 8 at");
  }

  @Test
  void aPortWithoutAServerIsRefused() throws IOException {
    String address;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + socket.getLocalPort();
    }
    refused(predict(address), "found no answer in 4 tries", "refused", "at " + address);
  }

  @Test
  void anotherKindOfServerIsRefused() throws IOException {
    HttpServer rest = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    rest.start();
    try {
      String address = "127.0.0.1:" + rest.getAddress().getPort();
      refused(predict(address), "found a server that speaks no gRPC", "at " + address);
    } finally {
      rest.stop(0);
    }
  }

  @Test
  void aRequestThatIsTooLargeIsRefused() {
    try (ModelServer small = start(1000)) {
      refused(
          predict(small.address()),
          "found a message too large or a server too busy (",
          "maximum size 1000",
          " bytes)");
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsRefused() {
    server.change =
        response ->
            response.putOutputs(
                "more",
                TensorProto.newBuilder()
                    .setTensorContent(ByteString.copyFrom(new byte[5 << 20]))
                    .build());
    refused(
        predict(server.address()),
        "found a message too large or a server too busy (gRPC message exceeds maximum size 4194304");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:", ":8500", "http://localhost:8500", "h:0", "h:65536"})
  void anAddressOfAnotherFormIsRefused(String address) {
    refused(
        predict(address),
        "found the server '" + address + "', expected HOST:PORT, as in localhost:8500");
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    refusedOptions("found no --model and no --server");
    refusedOptions("found --server without --model-name", "--server", "s:1");
    refusedOptions("found --deadline without --server", "--model", "m", "--deadline", "3");
    refused(predict("s:1", "--deadline", "0"), "--deadline: found 0");
    refused(predict("s:1", "--model-version", "-1"), "version: found -1, expected at least 0");
  }

  private static void refusedOptions(String part, Object... words) {
    List<Object> all = new ArrayList<>(List.of("predict", "--data", "d", "--out", "o"));
    all.addAll(Arrays.asList(words));
    CommandLineRun.of(all.toArray()).refused(part);
  }

  @Test
  void textsAreCutWithTheExportThatIsHere() throws IOException {
    Path texts = Files.writeString(folder.resolve("t.csv"), "id,text\nx,The film was great\n");
    Path local = folder.resolve("local.csv");
    CommandLineRun.of("predict", "--model", TinyRun.export(), "--data", texts, "--out", local)
        .done();
    Object[] words = {
      "predict",
      "--server",
      server.address(),
      "--model-name",
      "dmmsa",
      "--data",
      texts,
      "--out",
      csv
    };
    refused(CommandLineRun.of(words), "found no folder of the model dmmsa version 7 at");
    List<Object> more = new ArrayList<>(Arrays.asList(words));
    more.addAll(List.of("--model", TinyRun.export()));
    CommandLineRun.of(more.toArray()).done();
    assertThat(csv).hasSameBinaryContentAs(local);
  }

  @Test
  void theExportThatIsHereHasToBeTheServersModel() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other").resolve("assets"));
    Files.createFile(other.resolveSibling("saved_model.pb"));
    String manifest = Files.readString(TinyRun.export().resolve("assets").resolve("model.yaml"));
    Files.writeString(other.resolve("model.yaml"), manifest.replace("features: 5", "features: 6"));
    refused(
        predict(server.address(), "--model", other.getParent()),
        "found 6 features of audio, expected 5 as the model dmmsa version 7 at");
    predict(server.address(), "--model", TinyRun.export()).done();
  }

  @Test
  void anAnswerOfAnotherShapeOrTypeOrWithoutNumbersIsRefused() {
    change(tensor -> tensor.toBuilder().clearFloatVal().build());
    refused(
        predict(server.address()),
        "sentiment: found float [12] with 0 numbers, expected float [12], in an answer of");
    change(tensor -> tensor.toBuilder().setDtype(DataType.DT_DOUBLE).build());
    refused(predict(server.address()), "sentiment: found double [12] with 12 numbers");
    change(
        tensor -> {
          TensorProto.Builder two = tensor.toBuilder();
          two.getTensorShapeBuilder().getDimBuilder(0).setSize(2);
          return two.build();
        });
    refused(predict(server.address()), "sentiment: found float [2] with 12 numbers");
    change(tensor -> tensor.toBuilder().setFloatVal(3, Float.NaN).build());
    refused(predict(server.address()), "sentiment: found NaN, expected a finite number");
    server.change = response -> response.removeOutputs("polarity");
    refused(predict(server.address()), "expected also polarity, in an answer of");
  }

  private void change(UnaryOperator<TensorProto> sentiment) {
    server.change =
        response ->
            response.putOutputs(
                "sentiment", sentiment.apply(response.getOutputsOrThrow("sentiment")));
  }

  @Test
  void aModelOfAnotherKindIsRefused() {
    server.changeMetadata = response -> response.clearMetadata();
    refused(predict(server.address()), "found the signatures [], expected also serving_default");
    server.changeMetadata =
        response ->
            response.putMetadata("signature_def", Any.pack(TensorProto.getDefaultInstance()));
    refused(predict(server.address()), "found metadata that are no signatures");
    server.changeMetadata =
        response -> {
          try {
            SignatureDefMap.Builder all =
                response
                    .getMetadataOrThrow("signature_def")
                    .unpack(SignatureDefMap.class)
                    .toBuilder();
            all.putSignatureDef(
                "serving_default",
                all.getSignatureDefOrThrow("serving_default").toBuilder()
                    .removeOutputs("sentiment")
                    .build());
            return response.putMetadata("signature_def", Any.pack(all.build()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    refused(predict(server.address()), "gives [polarity, unimodal]", "at least sentiment");
  }
}
