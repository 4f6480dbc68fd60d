package org.dmmsa.savedmodel.serving;

import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;

/** An exported model that scores batches, in this process or on a server. */
public interface ScoringModel extends AutoCloseable {

  /** Which it is, for messages: {@code the model in FOLDER}, or the one of a server. */
  String place();

  /** What it takes. */
  Set<Input> inputs();

  /** What data has to be for it. */
  ExpectedData expects();

  /** Its folder, where that is on this machine: a server may have the only one. */
  Optional<ExportFolder> export();

  /**
   * Scores a batch.
   *
   * @throws org.dmmsa.model.InvalidInputException if it is no batch for this model, or a server
   *     does not answer as it should
   */
  Answers answer(InputTensors batch);

  @Override
  void close();
}
