package org.dmmsa.training;

import java.util.List;

/**
 * Where in a training a step is, and what it learns from.
 *
 * @param stage its name
 * @param epoch counted from 1
 * @param step of the epoch, counted from 1
 * @param rows the ids of its batch
 */
public record StepPlace(String stage, int epoch, int step, List<String> rows) {
  private static final int SHOWN = 8;

  /** The ids in a line, the first ones of many. */
  String ids() {
    String shown = String.join(", ", rows.subList(0, Math.min(SHOWN, rows.size())));
    return rows.size() <= SHOWN ? shown : shown + " and " + (rows.size() - SHOWN) + " more";
  }

  @Override
  public String toString() {
    return "%s stage, epoch %d, step %d".formatted(stage, epoch, step);
  }
}
