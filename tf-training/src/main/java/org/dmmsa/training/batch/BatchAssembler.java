package org.dmmsa.training.batch;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.serving.InputTensors;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.Tokens;
import org.dmmsa.training.data.UnimodalLabels;
import org.dmmsa.training.metric.PolarityScheme;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Reads rows of a split into tensors, padded to the longest of the batch in each modality.
 *
 * @param vocabulary how many word pieces the model knows; an id from there up is the data's fault
 * @param longestText tokens beyond it are cut: the model's position table, or less
 * @param polarity how a score becomes a coarse class
 * @param unimodal whether the data has unimodal labels
 */
public record BatchAssembler(
    int vocabulary, int longestText, PolarityScheme polarity, boolean unimodal) {

  /**
   * Roughly what a row costs, for batches of like rows: tokens count far more than frames, as a
   * BERT has some ten times the layers of the other encoders.
   */
  public IntToDoubleFunction cost(Split split) {
    return row ->
        12.0 * Math.min(split.tokens().length(row), longestText)
            + split.audio().length(row)
            + split.vision().length(row);
  }

  /** Inputs and labels of these rows. */
  public Batch batch(Split split, List<Integer> rows) {
    InputTensors inputs = inputs(split, rows);
    try {
      return new Batch(inputs, targets(split, rows));
    } catch (RuntimeException e) {
      inputs.close();
      throw e;
    }
  }

  /** The inputs of these rows. */
  public InputTensors inputs(Split split, List<Integer> rows) {
    Tokens tokens = split.tokens();
    int longest = 1;
    for (int row : rows) {
      longest = Math.max(longest, Math.min(tokens.length(row), longestText));
    }
    IntBuffer ids = IntBuffer.allocate(rows.size() * longest);
    IntBuffer mask = IntBuffer.allocate(rows.size() * longest);
    IntBuffer segments = IntBuffer.allocate(rows.size() * longest);
    for (int row : rows) {
      int start = ids.position();
      tokens.read(row, longest, ids, mask, segments);
      requireKnown(split, row, ids, start);
    }
    Shape shape = Shape.of(rows.size(), longest);
    return new InputTensors(
        ints(shape, ids),
        ints(shape, mask),
        ints(shape, segments),
        frames(split.audio(), rows),
        frames(split.vision(), rows));
  }

  private void requireKnown(Split split, int row, IntBuffer ids, int start) {
    for (int i = start; i < ids.position(); i++) {
      if (ids.get(i) >= vocabulary) {
        throw new InvalidInputException(
            String.format(
                "%s row %d (%s): found token id %d, expected below the BERT's vocabulary of %d",
                split.name(), row, split.id(row), ids.get(i), vocabulary));
      }
    }
  }

  private static TFloat32 frames(Frames frames, List<Integer> rows) {
    int longest = 1;
    for (int row : rows) {
      longest = Math.max(longest, frames.length(row));
    }
    FloatBuffer values = FloatBuffer.allocate(rows.size() * longest * frames.features());
    for (int row : rows) {
      frames.read(row, longest, values);
    }
    values.flip();
    return TFloat32.tensorOf(
        Shape.of(rows.size(), longest, frames.features()), DataBuffers.of(values));
  }

  private TargetTensors targets(Split split, List<Integer> rows) {
    int[] classes = rows.stream().mapToInt(row -> polarity.classOf(split.label(row))).toArray();
    return new TargetTensors(
        labels(rows, split::label),
        TInt32.tensorOf(Shape.of(rows.size()), DataBuffers.of(classes)),
        labels(rows, row -> alone(split, row, UnimodalLabels::text)),
        labels(rows, row -> alone(split, row, UnimodalLabels::audio)),
        labels(rows, row -> alone(split, row, UnimodalLabels::vision)));
  }

  private double alone(Split split, int row, ToDoubleFunction<UnimodalLabels> modality) {
    return unimodal ? modality.applyAsDouble(split.unimodal(row)) : split.label(row);
  }

  private static TFloat32 labels(List<Integer> rows, ToDoubleFunction<Integer> label) {
    float[] values = new float[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) label.applyAsDouble(rows.get(i));
    }
    return TFloat32.tensorOf(Shape.of(values.length), DataBuffers.of(values));
  }

  private static TInt32 ints(Shape shape, IntBuffer values) {
    values.flip();
    return TInt32.tensorOf(shape, DataBuffers.of(values));
  }
}
