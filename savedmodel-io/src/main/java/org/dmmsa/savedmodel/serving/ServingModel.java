package org.dmmsa.savedmodel.serving;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.ServingContract;
import org.dmmsa.savedmodel.stored.StoredModel;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.SignatureDef;

/**
 * An exported model, loaded as a serving process would load it: from its folder alone.
 *
 * <p>Safe for use by several threads.
 */
public final class ServingModel implements ScoringModel {
  private final ExportFolder export;
  private final StoredModel model;
  private final SignatureDef signature;
  private final InputTensors defaults;
  private final RequestCheck check;
  private final AnswerCheck answers;

  private ServingModel(ExportFolder export, StoredModel model, SignatureDef signature) {
    this.export = export;
    this.model = model;
    this.signature = signature;
    defaults = defaults();
    check = new RequestCheck(place(), inputs(), defaults.byInput().keySet(), expects());
    answers = new AnswerCheck(place());
  }

  private InputTensors defaults() {
    Map<Input, Tensor> tensors = new EnumMap<>(Input.class);
    for (Input input : inputs()) {
      if (signature.containsDefaults(input.key())) {
        String where = "as the default of " + input.key() + " in " + export.path();
        tensors.put(input, CompactTensor.filled(signature.getDefaultsOrThrow(input.key()), where));
      }
    }
    return new InputTensors(tensors);
  }

  /**
   * Loads a model.
   *
   * @param given a version folder, or a folder of version folders, of which the highest is taken as
   *     a server would
   * @throws InvalidInputException if it is not a model that this project exported
   */
  public static ServingModel load(Path given, Sessions sessions) {
    ExportFolder export = ExportFolder.open(given);
    StoredModel model = StoredModel.load(export.path(), sessions);
    try {
      return new ServingModel(export, model, servingSignature(export.path(), model));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static SignatureDef servingSignature(Path folder, StoredModel model) {
    SignatureDef signature = model.signature(ServingContract.SIGNATURE);
    ServingContract.requireOurs(
        folder.toString(), signature.getInputsMap().keySet(), signature.getOutputsMap().keySet());
    return signature;
  }

  public Path folder() {
    return export.path();
  }

  @Override
  public String place() {
    return "the model in " + export.path();
  }

  @Override
  public ExpectedData expects() {
    return ExpectedData.of(export.manifest());
  }

  @Override
  public Optional<ExportFolder> export() {
    return Optional.of(export);
  }

  public ExportManifest manifest() {
    return export.manifest();
  }

  /** Names and shapes of what it takes and gives, as a client sees them. */
  public SignatureDef signature() {
    return signature;
  }

  /** How many numbers it learnt, or took over from its BERT. */
  public long parameters() {
    return model.parameters();
  }

  @Override
  public Set<Input> inputs() {
    return ServingContract.inputs(signature.getInputsMap().keySet());
  }

  /**
   * Scores a batch. For an input that it lacks the signature's default is taken, as a server does.
   *
   * @throws InvalidInputException if it is none that the model can answer, see {@link
   *     RequestCheck}, or if the model fails, or answers something else than a network of ours
   */
  @Override
  public Answers answer(InputTensors batch) {
    check.require(batch);
    List<String> outputs = List.copyOf(new TreeSet<>(signature.getOutputsMap().keySet()));
    Map<Input, Tensor> fed = new EnumMap<>(Input.class);
    fed.putAll(defaults.byInput());
    fed.putAll(batch.byInput());
    try (Result result = run(fed, outputs)) {
      for (int i = 0; i < outputs.size(); i++) {
        answers.require(outputs.get(i), result.get(i), batch.batch());
      }
      return Answers.of(outputs, result, 0);
    }
  }

  /** A request that was looked at: what TensorFlow refuses now is the model's fault. */
  private Result run(Map<Input, Tensor> fed, List<String> outputs) {
    try {
      Session.Runner runner = model.runner();
      fed.forEach(
          (input, tensor) ->
              runner.feed(signature.getInputsOrThrow(input.key()).getName(), tensor));
      for (String output : outputs) {
        runner.fetch(signature.getOutputsOrThrow(output).getName());
      }
      return runner.run();
    } catch (TensorFlowException | IllegalArgumentException e) { // the latter of unknown names
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
      throw new InvalidInputException(place() + " cannot answer: " + reason, e);
    }
  }

  @Override
  public void close() {
    defaults.close();
    model.close();
  }
}
