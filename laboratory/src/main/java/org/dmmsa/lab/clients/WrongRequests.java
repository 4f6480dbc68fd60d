package org.dmmsa.lab.clients;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.savedmodel.serving.ExpectedData;
import org.dmmsa.tools.bench.Requests;
import org.dmmsa.training.Seeds;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Requests with one mistake each, that no model may answer.
 *
 * @param right what they are made of
 * @param mostRows of a request
 */
record WrongRequests(Requests right, int mostRows) {
  private static final float[] NOT_FINITE = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
  };

  /** The mistakes that can be made with what the model reads. */
  List<Mistake> possible() {
    return Arrays.stream(Mistake.values()).filter(this::isPossible).toList();
  }

  private boolean isPossible(Mistake mistake) {
    Set<Input> inputs = right.model().inputs();
    return switch (mistake) {
      case EXTRA_INPUT -> inputs.size() < Input.values().length;
      case OTHER_ROWS -> inputs.size() > 1;
      case OTHER_WIDTH, NOT_FINITE -> inputs.stream().anyMatch(Input::hasFeatures);
      case OTHER_LENGTH, NEGATIVE_TOKEN, OTHER_MARK -> Input.hasTokens(inputs);
      case UNKNOWN_TOKEN ->
          Input.hasTokens(inputs) && right.model().expects().vocabulary() < ExpectedData.UNKNOWN;
      default -> true;
    };
  }

  /**
   * Makes one; whoever asks closes it.
   *
   * @param variant rows and places differ by it, and are the same for the same
   */
  InputTensors make(Mistake mistake, int variant) {
    RandomGenerator random = new SplittableRandom(Seeds.of(1, mistake.name(), variant));
    List<Integer> rows =
        random.ints(1 + random.nextInt(mostRows), 0, right.split().size()).boxed().toList();
    Map<Input, Tensor> tensors = new EnumMap<>(Input.class);
    tensors.putAll(right.inputs().inputs(right.split(), rows).byInput());
    new Request(tensors, random).spoil(mistake);
    return new InputTensors(tensors);
  }

  /** A request that is being spoilt. */
  private final class Request {
    private final Map<Input, Tensor> tensors;
    private final RandomGenerator random;

    Request(Map<Input, Tensor> tensors, RandomGenerator random) {
      this.tensors = tensors;
      this.random = random;
    }

    void spoil(Mistake mistake) {
      Input first = Collections.min(tensors.keySet());
      switch (mistake) {
        case MISSING_INPUT -> tensors.remove(first).close();
        case EXTRA_INPUT -> addOther(shape(first).get(0));
        case OTHER_TYPE -> spoilType(any(input -> true));
        case OTHER_RANK -> spoilRank(any(input -> true));
        case OTHER_WIDTH -> spoilWidth(any(Input::hasFeatures));
        case OTHER_ROWS -> {
          Input other = any(input -> input != first);
          resize(other, shape(other).tail().prepend(shape(first).get(0) + 1));
        }
        case OTHER_LENGTH -> {
          Input marks = any(WrongRequests::isMark);
          resize(marks, shape(marks).take(1).append(shape(marks).get(1) + 1));
        }
        case NO_ROWS ->
            List.copyOf(tensors.keySet())
                .forEach(input -> resize(input, shape(input).tail().prepend(0)));
        case NO_LENGTH -> {
          Input empty = any(input -> true);
          Shape shape = shape(empty);
          resize(empty, shape.take(1).append(0).append(shape.subShape(2, shape.numDimensions())));
        }
        case UNKNOWN_TOKEN ->
            spoilNumber(first, right.model().expects().vocabulary() + random.nextInt(1000));
        case NEGATIVE_TOKEN -> spoilNumber(first, -1 - random.nextInt(1000));
        case OTHER_MARK -> spoilNumber(any(WrongRequests::isMark), random.nextBoolean() ? 2 : -1);
        case NOT_FINITE -> spoilFeature(any(Input::hasFeatures));
      }
    }

    private void addOther(long rows) {
      List<Input> others =
          Arrays.stream(Input.values()).filter(input -> !tensors.containsKey(input)).toList();
      Input other = others.get(random.nextInt(others.size()));
      Shape shape = other.hasFeatures() ? Shape.of(rows, 1, 1) : Shape.of(rows, 1);
      tensors.put(other, Tensor.of(other.type(), shape));
    }

    private void spoilType(Input input) {
      Class<? extends TType> other = input.hasFeatures() ? TInt32.class : TFloat32.class;
      replace(input, random.nextBoolean() ? other : TInt64.class, shape(input));
    }

    private void spoilRank(Input input) {
      Shape shape = shape(input);
      boolean more = random.nextBoolean();
      resize(input, more ? shape.append(1) : shape.take(shape.numDimensions() - 1));
    }

    private void spoilWidth(Input input) {
      Shape shape = shape(input);
      boolean less = shape.get(2) > 1 && random.nextBoolean();
      resize(input, shape.take(2).append(shape.get(2) + (less ? -1 : 1)));
    }

    private void spoilNumber(Input input, int number) {
      Shape shape = shape(input);
      ((TInt32) tensors.get(input)).setInt(number, place(shape, 0), place(shape, 1));
    }

    private void spoilFeature(Input input) {
      Shape shape = shape(input);
      ((TFloat32) tensors.get(input))
          .setFloat(
              NOT_FINITE[random.nextInt(NOT_FINITE.length)],
              place(shape, 0),
              place(shape, 1),
              place(shape, 2));
    }

    private long place(Shape shape, int axis) {
      return random.nextLong(shape.get(axis));
    }

    private Input any(Predicate<Input> which) {
      List<Input> some = tensors.keySet().stream().filter(which).toList();
      return some.get(random.nextInt(some.size()));
    }

    private Shape shape(Input input) {
      return tensors.get(input).shape();
    }

    private void resize(Input input, Shape shape) {
      replace(input, input.type(), shape);
    }

    private void replace(Input input, Class<? extends TType> type, Shape shape) {
      tensors.put(input, Tensor.of(type, shape)).close();
    }
  }

  private static boolean isMark(Input input) {
    return input == Input.INPUT_MASK || input == Input.SEGMENT_IDS;
  }
}
