package org.dmmsa.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;

/** A {@link TrainingState} as JSON. */
public final class StateFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StateFile() {}

  public static String write(TrainingState state) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * That of a checkpoint, if it is there.
   *
   * @throws InvalidInputException if it cannot be read
   */
  public static Optional<TrainingState> of(CheckpointFolder checkpoints, String name) {
    return checkpoints.state(name).map(json -> read(json, checkpoints.stateFile(name)));
  }

  /**
   * Reads back what {@link #write} gave.
   *
   * @param file where it stands, for messages
   * @throws InvalidInputException if it is something else
   */
  public static TrainingState read(String json, Path file) {
    try {
      TrainingState state = JSON.readValue(json, TrainingState.class);
      if (state == null) {
        throw new InvalidInputException(file + ": found null, expected the state of a checkpoint");
      }
      requireRows(state, file);
      return state;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          file + ": found " + e.getOriginalMessage() + ", expected the state of a checkpoint", e);
    }
  }

  /** Means are divided by these: each step has a whole batch of rows at most. */
  private static void requireRows(TrainingState state, Path file) {
    boolean begun = state.step() > 0;
    if (!(state.batches() <= state.step()) || begun != state.batches() > 0) {
      throw new InvalidInputException(
          file
              + ": found %s batches in %d steps of an epoch, expected the state of a checkpoint"
                  .formatted(state.batches(), state.step()));
    }
  }
}
