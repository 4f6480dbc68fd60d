package org.dmmsa.training.evaluation;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dmmsa.model.Answers;
import org.dmmsa.model.InputTensors;
import org.dmmsa.training.batch.BatchSampler;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.batch.Prefetch;
import org.dmmsa.training.data.Split;

/**
 * Scores all rows of a split, in batches of like length, and gives the answers in row order.
 *
 * @param inputs makes the batches
 * @param batchSize rows of a batch
 */
public record SplitScorer(InputBatcher inputs, int batchSize) {
  /** The same wherever predictions are compared: rounding depends a little on the batch. */
  public static final int BATCH_SIZE = 64;

  /**
   * The answers, row by row.
   *
   * @param model scores one batch
   */
  public Answers score(Split split, Function<InputTensors, Answers> model) {
    int rows = split.size();
    Map<String, float[][]> byName = new LinkedHashMap<>();
    List<List<Integer>> plan = BatchSampler.sorted(rows, inputs.cost(split), batchSize).batches();
    Iterator<List<Integer>> order = plan.iterator();
    try (Prefetch<InputTensors> batches =
        new Prefetch<>(plan, part -> inputs.inputs(split, part))) {
      while (batches.hasNext()) {
        List<Integer> part = order.next();
        try (InputTensors batch = batches.next()) {
          model
              .apply(batch)
              .byName()
              .forEach(
                  (name, values) -> {
                    float[][] all = byName.computeIfAbsent(name, n -> new float[rows][]);
                    for (int i = 0; i < values.length; i++) {
                      all[part.get(i)] = values[i];
                    }
                  });
        }
      }
    }
    return new Answers(byName);
  }
}
