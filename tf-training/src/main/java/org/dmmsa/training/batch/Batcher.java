package org.dmmsa.training.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmmsa.training.data.Split;

/**
 * Makes batches to learn from.
 *
 * @param inputs reads what the network sees
 * @param labels has what it should answer
 */
public record Batcher(InputBatcher inputs, Labels labels) {

  /**
   * Inputs and targets of these rows.
   *
   * @param targets what the network asks for; those that only its method knows are left out
   */
  public Batch batch(Split split, List<Integer> rows, Set<String> targets) {
    Map<String, float[]> known = new LinkedHashMap<>();
    for (String target : targets) {
      if (Labels.has(target)) {
        float[] values = new float[rows.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = labels.of(split, rows.get(i), target);
        }
        known.put(target, values);
      }
    }
    Batch batch = new Batch(rows, inputs.inputs(split, rows));
    batch.add(known);
    return batch;
  }
}
