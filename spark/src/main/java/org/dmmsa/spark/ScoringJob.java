package org.dmmsa.spark;

import java.nio.file.Path;

/**
 * Scores a table of Parquet files with an exported model, on all machines of a cluster.
 *
 * <p>It gives two tables: {@code scores} has the id and the answers of each row, {@code rejected}
 * the id of each row that the model cannot answer rightly, why, and the file and the row's number
 * in it. Every row is in one of them once: tasks that are repeated or run twice count once by
 * Spark's commit protocol, and the folder of both takes its name at the end.
 *
 * @param cluster where
 * @param model an export, at a place that all machines see
 * @param input Parquet files, a folder of them or a pattern; columns are {@link InputColumns}
 * @param output the folder to make
 * @param force whether one that is there is replaced
 */
public record ScoringJob(Cluster cluster, Path model, String input, String output, boolean force) {
  /**
   * Does it.
   *
   * @throws org.dmmsa.model.InvalidInputException if the model, the input or the output's place
   *     cannot be used
   */
  public ScoringResult run() {
    return new TableScorer(this).run(); // all that needs Spark to load is there
  }
}
