package org.dmmsa.training.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dmmsa.savedmodel.serving.Answers;
import org.dmmsa.savedmodel.serving.InputTensors;
import org.dmmsa.training.data.BatchPlan;
import org.dmmsa.training.data.Split;

/**
 * Scores all rows of a split, in batches of like length, and gives the answers in row order.
 *
 * @param assembler makes the batches
 * @param batchSize rows of a batch
 */
public record SplitScorer(BatchAssembler assembler, int batchSize) {
  /** The same wherever predictions are compared: rounding depends a little on the batch. */
  public static final int BATCH_SIZE = 64;

  /**
   * The answers, row by row.
   *
   * @param model scores one batch
   */
  public Answers score(Split split, Function<InputTensors, Answers> model) {
    int rows = split.size();
    List<Float> sentiment = new ArrayList<>(Collections.nCopies(rows, Float.NaN));
    List<List<Float>> polarity = new ArrayList<>(Collections.nCopies(rows, List.of()));
    List<List<Float>> unimodal = new ArrayList<>(Collections.nCopies(rows, List.of()));
    boolean withPolarity = false;
    boolean withUnimodal = false;
    BatchPlan plan = BatchPlan.sorted(rows, assembler.cost(split), batchSize);
    var order = plan.batches().iterator();
    try (Prefetch<InputTensors> batches =
        new Prefetch<>(plan.batches(), part -> assembler.inputs(split, part))) {
      while (batches.hasNext()) {
        List<Integer> part = order.next();
        try (InputTensors batch = batches.next()) {
          Answers answers = model.apply(batch);
          withPolarity = answers.polarity().isPresent();
          withUnimodal = answers.unimodal().isPresent();
          for (int i = 0; i < part.size(); i++) {
            int at = i;
            sentiment.set(part.get(i), answers.sentiment().get(i));
            answers.polarity().ifPresent(p -> polarity.set(part.get(at), p.get(at)));
            answers.unimodal().ifPresent(u -> unimodal.set(part.get(at), u.get(at)));
          }
        }
      }
    }
    return new Answers(
        sentiment,
        withPolarity ? Optional.of(polarity) : Optional.empty(),
        withUnimodal ? Optional.of(unimodal) : Optional.empty());
  }
}
