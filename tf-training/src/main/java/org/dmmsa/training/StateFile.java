package org.dmmsa.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dmmsa.model.InvalidInputException;

/** A {@link TrainingState} as JSON. */
public final class StateFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private StateFile() {}

  public static String write(TrainingState state) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads back what {@link #write} gave. */
  public static TrainingState read(String json) {
    try {
      return JSON.readValue(json, TrainingState.class);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "a checkpoint's state.json is not readable: " + e.getOriginalMessage(), e);
    }
  }
}
