package org.dmmsa.savedmodel.client;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.ServingContract;
import org.dmmsa.savedmodel.client.protocol.GetModelMetadataRequest;
import org.dmmsa.savedmodel.client.protocol.GetModelMetadataResponse;
import org.dmmsa.savedmodel.client.protocol.PredictRequest;
import org.dmmsa.savedmodel.client.protocol.PredictResponse;
import org.dmmsa.savedmodel.client.protocol.SignatureDefMap;
import org.dmmsa.savedmodel.serving.ExpectedData;
import org.dmmsa.savedmodel.serving.ExportFolder;
import org.dmmsa.savedmodel.serving.ScoringModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;

/**
 * An exported model on a server. Nothing of the export has to be here: its signature says what it
 * takes. The version that told its signature is the one that is asked from then on.
 *
 * <p>Safe for use by several threads.
 */
public final class RemoteModel implements ScoringModel {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteModel.class);
  private static final String SIGNATURES = "signature_def";

  private final ServedName model;
  private final ServedSignature signature;
  private final Optional<ExportFolder> export;
  private final ServerCalls calls;

  private RemoteModel(
      ServedName model,
      ServedSignature signature,
      Optional<ExportFolder> export,
      ServerCalls calls) {
    this.model = model;
    this.signature = signature;
    this.export = export;
    this.calls = calls;
  }

  /**
   * Asks a server for a model.
   *
   * @param deadline of each request
   * @param export the model's folder, where there is a copy here: it says how texts are cut, which
   *     a signature does not
   * @throws InvalidInputException if the server does not answer, the model is none of ours, or the
   *     folder is another's
   */
  public static RemoteModel connect(
      ServedName asked, Duration deadline, Optional<ExportFolder> export) {
    ServerCalls calls = new ServerCalls(asked.server(), deadline);
    try {
      GetModelMetadataResponse told =
          calls.metadata(
              asked,
              GetModelMetadataRequest.newBuilder()
                  .setModelSpec(asked.spec())
                  .addMetadataField(SIGNATURES)
                  .build());
      ServedName model = asked.at(told.getModelSpec());
      ServedSignature signature = ServedSignature.of(signature(told, model), model);
      export.ifPresent(folder -> signature.requireSame(folder, model));
      if (Input.hasTokens(signature.inputs()) && export.isEmpty()) {
        LOG.info("{} gets texts whole and without context, as its signature tells no more", model);
      }
      return new RemoteModel(model, signature, export, calls);
    } catch (RuntimeException e) {
      calls.close();
      throw e;
    }
  }

  private static SignatureDef signature(GetModelMetadataResponse told, ServedName model) {
    Map<String, SignatureDef> all = Map.of();
    try {
      if (told.containsMetadata(SIGNATURES)) {
        all =
            told.getMetadataOrThrow(SIGNATURES).unpack(SignatureDefMap.class).getSignatureDefMap();
      }
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidInputException(
          "found metadata that are no signatures, expected those of " + model, e);
    }
    SignatureDef signature = all.get(ServingContract.SIGNATURE);
    if (signature == null) {
      throw new InvalidInputException(
          "found the signatures %s, expected also %s, of %s"
              .formatted(all.keySet(), ServingContract.SIGNATURE, model));
    }
    return signature;
  }

  @Override
  public String place() {
    return model.toString();
  }

  @Override
  public Set<Input> inputs() {
    return signature.inputs();
  }

  @Override
  public ExpectedData expects() {
    return export
        .map(folder -> ExpectedData.of(folder.manifest()))
        .orElseGet(
            () ->
                new ExpectedData(
                    signature.frames(),
                    ExpectedData.UNKNOWN,
                    0,
                    ExpectedData.UNKNOWN,
                    Optional.empty()));
  }

  @Override
  public Optional<ExportFolder> export() {
    return export;
  }

  @Override
  public Answers answer(InputTensors batch) {
    PredictRequest.Builder request = PredictRequest.newBuilder().setModelSpec(model.spec());
    StringJoiner sent = new StringJoiner(", ");
    batch.forEach(
        (input, tensor) -> {
          TensorProto message = TensorMessages.of(tensor);
          request.putInputs(input.key(), message);
          sent.add(input.key() + " " + TensorMessages.sizes(message.getTensorShape()));
        });
    PredictResponse response = calls.predict(model, request.build(), sent.toString());
    Map<String, float[][]> byName = new LinkedHashMap<>();
    signature
        .outputs()
        .forEach((name, width) -> byName.put(name, rows(response, name, batch.batch(), width)));
    return new Answers(byName);
  }

  private float[][] rows(PredictResponse response, String name, int rows, int width) {
    if (!response.containsOutputs(name)) {
      throw new InvalidInputException(
          "found the outputs %s, expected also %s, in an answer of %s"
              .formatted(response.getOutputsMap().keySet(), name, model));
    }
    try {
      return TensorMessages.rows(response.getOutputsOrThrow(name), rows, width);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "%s: %s, in an answer of %s".formatted(name, e.getMessage(), model), e);
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
