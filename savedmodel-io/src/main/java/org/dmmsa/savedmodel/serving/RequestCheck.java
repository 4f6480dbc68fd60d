package org.dmmsa.savedmodel.serving;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.Answers;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Whether a request is one that a model can answer. It is looked at before the model runs: whoever
 * asked hears in one line what is wrong, where TensorFlow would name a node of a graph, and would
 * answer NaN for NaN, nothing for no rows, and something for a mask of 2.
 *
 * <p>An input but the first may have one row that counts for all, and of text one token, as the
 * signature's defaults have.
 *
 * @param place the model, for messages
 * @param inputs what it takes
 * @param optional those of them that a request may lack
 * @param expects the sizes that are known
 */
public record RequestCheck(
    String place, Set<Input> inputs, Set<Input> optional, ExpectedData expects) {

  /**
   * Looks at a request.
   *
   * @throws InvalidInputException for the first thing that is wrong
   */
  public void require(InputTensors request) {
    Map<Input, Tensor> found = request.byInput();
    Input first = Collections.min(inputs);
    requireNames(found.keySet(), first);
    found.forEach(this::requireForm);
    found.forEach((input, tensor) -> requireSizes(input, tensor.shape(), first, found.get(first)));
    found.forEach(this::requireNumbers);
  }

  private void requireNames(Set<Input> found, Input first) {
    Set<Input> needed = EnumSet.copyOf(inputs);
    needed.removeAll(optional);
    needed.add(first);
    if (!inputs.containsAll(found) || !found.containsAll(needed)) {
      throw refused(
          "found the inputs %s, expected some of %s with %s"
              .formatted(keys(found), keys(inputs), keys(needed)));
    }
  }

  private static Collection<String> keys(Set<Input> inputs) {
    return inputs.stream().sorted().map(Input::key).toList();
  }

  private void requireForm(Input input, Tensor tensor) {
    Shape shape = tensor.shape();
    Optional<Integer> features =
        Optional.of(input)
            .filter(Input::hasFeatures)
            .map(each -> expects.frames().get(each.key()))
            .map(FrameDims::features);
    boolean fits =
        input.type().isInstance(tensor)
            && shape.numDimensions() == (input.hasFeatures() ? 3 : 2)
            && Arrays.stream(shape.asArray()).allMatch(size -> size >= 1)
            && features.map(width -> width == shape.get(2)).orElse(true);
    if (!fits) {
      throw refused(
          "found %s %s %s, expected %s of at least one row and step"
              .formatted(
                  input.key(),
                  tensor.dataType().name().replace("DT_", "").toLowerCase(Locale.ROOT),
                  Arrays.toString(shape.asArray()),
                  input.hasFeatures()
                      ? "float [B, T, %s]".formatted(features.map(String::valueOf).orElse("F"))
                      : "int32 [B, L]"));
    }
  }

  private void requireSizes(Input input, Shape shape, Input first, Tensor text) {
    int axes = input.hasFeatures() ? 1 : 2;
    for (int axis = 0; axis < axes; axis++) {
      long size = shape.get(axis);
      long expected = text.shape().get(axis);
      if (size != expected && size != 1) {
        throw refused(
            "found %d %s of %s, expected %d as of %s"
                .formatted(
                    size, axis == 0 ? "rows" : "tokens", input.key(), expected, first.key()));
      }
    }
  }

  private void requireNumbers(Input input, Tensor tensor) {
    if (tensor instanceof TFloat32 features) {
      requireFinite(input, features);
    } else {
      int below = input == Input.INPUT_IDS ? expects.vocabulary() : 2;
      requireBelow(input, (TInt32) tensor, below);
    }
  }

  private void requireFinite(Input input, TFloat32 tensor) {
    float[] values = Answers.vector(tensor);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw refused(
            "found %s in row %d of %s, expected finite numbers"
                .formatted(values[i], row(tensor, i), input.key()));
      }
    }
  }

  private void requireBelow(Input input, TInt32 tensor, int below) {
    int[] values = new int[(int) tensor.size()];
    tensor.asRawTensor().data().asInts().read(values);
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] >= below) {
        throw refused(
            "found %d in row %d of %s, expected from 0 to %d"
                .formatted(values[i], row(tensor, i), input.key(), below - 1));
      }
    }
  }

  private static long row(Tensor tensor, int place) {
    return place / (tensor.shape().size() / tensor.shape().get(0));
  }

  private InvalidInputException refused(String what) {
    return new InvalidInputException(what + ", for " + place);
  }
}
