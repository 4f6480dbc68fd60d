package org.dmmsa.savedmodel.bert;

import java.util.List;
import java.util.stream.IntStream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.Sessions;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * How closely our encoder, with a SavedModel's weights, repeats the SavedModel's own serving
 * signature: the proof that sizes, GELU form, epsilon and every weight were read right.
 *
 * @param sizes of the BERT; dropout rates are 0
 * @param parameters numbers that it learnt
 * @param lengths tokens of each sample text
 * @param sequenceDifference largest absolute difference of the states at real tokens
 * @param pooledDifference largest absolute difference of the pooled state
 */
public record BertCheck(
    BertSizes sizes,
    long parameters,
    List<Integer> lengths,
    float sequenceDifference,
    float pooledDifference) {

  /** What differences of float32 rounding stay under; a wrong GELU form makes 0.03. */
  public static final float LIMIT = 1e-4f;

  public BertCheck {
    lengths = List.copyOf(lengths);
  }

  /** Whether both differences are under {@link #LIMIT}. */
  public boolean agrees() {
    return sequenceDifference < LIMIT && pooledDifference < LIMIT;
  }

  /**
   * Runs both on texts of random words, one after the other: only one is in memory at a time.
   *
   * @throws InvalidInputException when the SavedModel cannot be run or holds numbers that are not
   *     finite
   */
  public static BertCheck run(BertSavedModel bert, Sessions sessions) {
    BertTexts texts = BertTexts.drawn(bert);
    BertOutputs ours = BertOutputs.ofEncoder(bert, texts, sessions);
    BertOutputs theirs;
    try {
      theirs = BertOutputs.ofSignature(bert, texts, sessions);
    } catch (TensorFlowException | IllegalArgumentException e) { // the latter of a bad argument
      throw new InvalidInputException(
          "cannot run the signature of the BERT in %s: %s"
              .formatted(bert.folder(), String.valueOf(e.getMessage()).split("\\R", 2)[0]),
          e);
    }
    return new BertCheck(
        bert.sizes(),
        bert.parameters(),
        IntStream.range(0, texts.count()).mapToObj(texts::length).toList(),
        ours.sequenceDifference(theirs, texts),
        ours.pooledDifference(theirs));
  }
}
