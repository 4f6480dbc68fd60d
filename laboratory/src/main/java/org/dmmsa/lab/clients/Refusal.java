package org.dmmsa.lab.clients;

import java.util.Optional;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.serving.ScoringModel;

/**
 * What became of a wrong request.
 *
 * @param problem unless it was refused in one line
 * @param message what was said
 */
record Refusal(Optional<ServeFinding.Kind> problem, String message) {

  /** Sends one. */
  static Refusal of(ScoringModel model, InputTensors request) {
    try {
      return problem(
          ServeFinding.Kind.ANSWERED, model.answer(request).byName().keySet().toString());
    } catch (InvalidInputException e) {
      String message = String.valueOf(e.getMessage());
      return message.lines().count() == 1
          ? new Refusal(Optional.empty(), message)
          : problem(ServeFinding.Kind.OTHER_MESSAGE, message);
    } catch (RuntimeException e) { // whatever it is, it is what is looked for
      return problem(ServeFinding.Kind.FAULT, e.toString());
    }
  }

  private static Refusal problem(ServeFinding.Kind kind, String message) {
    return new Refusal(Optional.of(kind), message);
  }
}
