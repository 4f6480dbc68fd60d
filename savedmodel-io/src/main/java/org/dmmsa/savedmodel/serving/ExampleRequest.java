package org.dmmsa.savedmodel.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.ServingContract;

/**
 * A request for a model as TensorFlow Serving's REST API takes it: one row, a short text and two
 * frames of made-up numbers. Shapes and types are what a client has to send; what it says is not.
 */
public final class ExampleRequest {
  private static final int FRAMES = 2;

  private ExampleRequest() {}

  /** The body of a POST to {@code /v1/models/NAME:predict}. */
  public static ObjectNode of(ServingModel model) {
    ObjectNode body = new ObjectMapper().createObjectNode();
    body.put("signature_name", ServingContract.SIGNATURE);
    ObjectNode inputs = body.putObject("inputs");
    int[] ids = Input.hasTokens(model.inputs()) ? text(model) : new int[0];
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

  /** [CLS], the vocabulary's last word piece, [SEP], or what RoBERTa has in their place. */
  private static int[] text(ServingModel model) {
    Path file = model.folder().resolve("assets").resolve("vocab.txt");
    try {
      List<String> pieces = Files.readAllLines(file);
      int begin = Math.max(pieces.indexOf("[CLS]"), pieces.indexOf("<s>"));
      int end = Math.max(pieces.indexOf("[SEP]"), pieces.indexOf("</s>"));
      if (begin < 0 || end < 0) {
        throw new InvalidInputException(
            "found no [CLS] and [SEP], nor <s> and </s>, expected both, in " + file);
      }
      return new int[] {begin, pieces.size() - 1, end};
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file, e);
    }
  }
}
