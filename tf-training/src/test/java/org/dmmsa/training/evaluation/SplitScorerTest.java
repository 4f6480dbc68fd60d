package org.dmmsa.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Input;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.batch.PlainSplit;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat32;

class SplitScorerTest {
  private static final PlainSplit SPLIT =
      new PlainSplit(
          List.of(new int[] {2}, new int[] {2}, new int[] {2}),
          List.of(
              new float[][] {{1, 2}},
              new float[][] {{3, 4}, {5, 6}, {7, 8}},
              new float[][] {{9, 1}}),
          List.of(new float[][] {{1}}, new float[][] {{3}}, new float[][] {{4}}),
          0,
          0,
          0);

  /** The answer is the first audio feature, so each row has its own. */
  @Test
  void scoresComeBackInTheOrderOfTheRows() {
    SplitScorer scorer = new SplitScorer(new InputBatcher(Set.of(Input.AUDIO), 0, 0), 2);
    Answers answers =
        scorer.score(
            SPLIT,
            batch -> {
              TFloat32 audio = (TFloat32) batch.byInput().get(Input.AUDIO);
              float[][] first = new float[batch.batch()][1];
              for (int row = 0; row < first.length; row++) {
                first[row][0] = audio.getFloat(row, 0, 0);
              }
              return new Answers(Map.of("sentiment", first, "other", first));
            });
    assertThat(answers.sentiment()).containsExactly(1f, 3f, 9f);
    assertThat(answers.byName().get("other")[2]).containsExactly(9f);
  }
}
