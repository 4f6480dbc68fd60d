package org.dmmsa.savedmodel;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Outputs;

/**
 * What a client of an exported model can rely on. Inputs have the names of {@link Input}, outputs
 * those of {@link org.dmmsa.model.Outputs}.
 */
public final class ServingContract {
  public static final String SIGNATURE = "serving_default";

  /** The signature for clients that tell lengths, of a model that reads tokens. */
  public static final String LENGTHS = "lengths";

  /** The signature, and its output, for clients that go on with the features, of such a model. */
  public static final String FEATURES = "features";

  public static final String METHOD = "tensorflow/serving/predict";

  private ServingContract() {}

  /**
   * What a signature with inputs of these names takes; empty if one of its inputs is none of ours.
   */
  public static Set<Input> inputs(Set<String> names) {
    Set<Input> inputs = EnumSet.noneOf(Input.class);
    Set<String> unknown = new TreeSet<>(names);
    for (Input input : Input.values()) {
      if (unknown.remove(input.key())) {
        inputs.add(input);
      }
    }
    return unknown.isEmpty() ? inputs : EnumSet.noneOf(Input.class);
  }

  /**
   * Makes sure that a signature is one of ours.
   *
   * @param where the model, for the message
   * @param takes names of its inputs
   * @param gives names of its outputs
   * @throws InvalidInputException if an input is none of ours, or the score is not among the
   *     outputs
   */
  public static void requireOurs(String where, Set<String> takes, Set<String> gives) {
    if (inputs(takes).isEmpty() || !gives.contains(Outputs.SENTIMENT)) {
      throw new InvalidInputException(
          "%s takes %s and gives %s, expected some of %s and at least %s"
              .formatted(
                  where,
                  new TreeSet<>(takes),
                  new TreeSet<>(gives),
                  Stream.of(Input.values()).map(Input::key).toList(),
                  Outputs.SENTIMENT));
    }
  }
}
