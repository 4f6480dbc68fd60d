package org.dmmsa.tools;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Int64Value;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.savedmodel.client.protocol.GetModelMetadataRequest;
import org.dmmsa.savedmodel.client.protocol.GetModelMetadataResponse;
import org.dmmsa.savedmodel.client.protocol.ModelSpec;
import org.dmmsa.savedmodel.client.protocol.PredictRequest;
import org.dmmsa.savedmodel.client.protocol.PredictResponse;
import org.dmmsa.savedmodel.client.protocol.PredictionServiceGrpc.PredictionServiceImplBase;
import org.dmmsa.savedmodel.client.protocol.SignatureDefMap;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Answers as TensorFlow Serving does, over a socket of this machine, with a model that it loads
 * from an export: version 7 of {@code dmmsa}.
 */
final class ModelServer extends PredictionServiceImplBase implements AutoCloseable {
  static final long VERSION = 7;

  /** What the next requests for scores are answered with. */
  final Deque<Status> failures = new ArrayDeque<>();

  /** Requests for scores that came. */
  final AtomicInteger requests = new AtomicInteger();

  /** What becomes of an answer before it is sent. */
  UnaryOperator<PredictResponse.Builder> change = UnaryOperator.identity();

  /** What becomes of the metadata. */
  UnaryOperator<GetModelMetadataResponse.Builder> changeMetadata = UnaryOperator.identity();

  private final ServingModel model;
  private final Server server;

  /**
   * Starts it.
   *
   * @param model is closed with it
   * @param largest bytes of a request
   */
  ModelServer(ServingModel model, int largest) {
    this.model = model;
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
              .maxInboundMessageSize(largest)
              .addService(this)
              .build()
              .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** As {@code --server} takes it. */
  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void getModelMetadata(
      GetModelMetadataRequest request, StreamObserver<GetModelMetadataResponse> to) {
    answer(
        to,
        () -> {
          SignatureDefMap signatures =
              SignatureDefMap.newBuilder()
                  .putSignatureDef("serving_default", model.signature())
                  .build();
          return changeMetadata
              .apply(
                  GetModelMetadataResponse.newBuilder()
                      .setModelSpec(found(request.getModelSpec()))
                      .putMetadata(request.getMetadataField(0), Any.pack(signatures)))
              .build();
        });
  }

  @Override
  public void predict(PredictRequest request, StreamObserver<PredictResponse> to) {
    requests.incrementAndGet();
    answer(
        to,
        () -> {
          if (!failures.isEmpty()) {
            throw failures.remove().asRuntimeException();
          }
          if (!request.getModelSpec().hasVersion()) {
            throw new AssertionError("the version that told its signature has to be asked");
          }
          PredictResponse.Builder response =
              PredictResponse.newBuilder().setModelSpec(found(request.getModelSpec()));
          try (InputTensors batch = tensors(request)) {
            scores(model.answer(batch)).forEach(response::putOutputs);
          }
          return change.apply(response).build();
        });
  }

  private static <T> void answer(StreamObserver<T> to, Supplier<T> answer) {
    try {
      to.onNext(answer.get());
      to.onCompleted();
    } catch (StatusRuntimeException e) {
      to.onError(e);
    }
  }

  private static ModelSpec found(ModelSpec asked) {
    if (!asked.getName().equals("dmmsa")
        || (asked.hasVersion() && asked.getVersion().getValue() != VERSION)) {
      throw Status.NOT_FOUND
          .withDescription("Servable not found for request: " + asked.getName())
          .asRuntimeException();
    }
    return asked.toBuilder().setVersion(Int64Value.of(VERSION)).build();
  }

  private static InputTensors tensors(PredictRequest request) {
    Map<Input, Tensor> tensors = new EnumMap<>(Input.class);
    request
        .getInputsMap()
        .forEach(
            (name, tensor) -> {
              Shape shape =
                  Shape.of(
                      tensor.getTensorShape().getDimList().stream()
                          .mapToLong(TensorShapeProto.Dim::getSize)
                          .toArray());
              ByteBuffer bytes =
                  tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
              tensors.put(
                  Input.valueOf(name.toUpperCase(Locale.ROOT)),
                  tensor.getDtype() == DataType.DT_INT32
                      ? TInt32.tensorOf(shape, DataBuffers.of(bytes.asIntBuffer()))
                      : TFloat32.tensorOf(shape, DataBuffers.of(bytes.asFloatBuffer())));
            });
    return new InputTensors(tensors);
  }

  /** The score as numbers, the rest as bytes: a server may do either. */
  private static Map<String, TensorProto> scores(Answers answers) {
    Map<String, TensorProto> outputs = new TreeMap<>();
    answers
        .byName()
        .forEach((name, rows) -> outputs.put(name, tensor(rows, name.equals("sentiment"))));
    return outputs;
  }

  private static TensorProto tensor(float[][] rows, boolean asNumbers) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(rows.length));
    if (rows[0].length > 1) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(rows[0].length));
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(shape);
    ByteBuffer bytes =
        ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      for (float number : row) {
        bytes.putFloat(number);
        if (asNumbers) {
          tensor.addFloatVal(number);
        }
      }
    }
    if (!asNumbers) {
      tensor.setTensorContent(ByteString.copyFrom(bytes.flip()));
    }
    return tensor.build();
  }

  @Override
  public void close() {
    try {
      server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    model.close();
  }
}
