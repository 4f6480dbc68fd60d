package org.dmmsa.savedmodel.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dmmsa.model.Input;
import org.dmmsa.savedmodel.ServingContract;

/**
 * A request for a model as TensorFlow Serving's REST API takes it: one row, a short text and two
 * frames of made-up numbers. Shapes and types are what a client has to send; what it says is not.
 */
public final class ExampleRequest {
  private static final int TOKENS = 3;
  private static final int FRAMES = 2;

  private ExampleRequest() {}

  /** The body of a POST to {@code /v1/models/NAME:predict}. */
  public static ObjectNode of(ServingModel model) {
    ObjectNode body = new ObjectMapper().createObjectNode();
    body.put("signature_name", ServingContract.SIGNATURE);
    ObjectNode inputs = body.putObject("inputs");
    int[] ids =
        Input.hasTokens(model.inputs()) ? MadeUpText.of(model.folder()).ids(TOKENS) : new int[0];
    for (Input input : model.inputs()) {
      ArrayNode row = inputs.putArray(input.key()).addArray();
      switch (input) {
        case INPUT_IDS -> {
          for (int id : ids) {
            row.add(id);
          }
        }
        case INPUT_MASK -> addAll(row, ids.length, 1);
        case SEGMENT_IDS -> addAll(row, ids.length, 0);
        default -> {
          int features = model.manifest().frames().get(input.key()).features();
          for (int frame = 1; frame <= FRAMES; frame++) {
            ArrayNode numbers = row.addArray();
            for (int i = 0; i < features; i++) {
              numbers.add(frame * (i % 10 + 1) / 10f);
            }
          }
        }
      }
    }
    return body;
  }

  private static void addAll(ArrayNode row, int count, int number) {
    for (int i = 0; i < count; i++) {
      row.add(number);
    }
  }
}
