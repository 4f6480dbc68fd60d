package org.dmmsa.spark;

import java.nio.file.Path;

/**
 * A table of Parquet files that an exported model scores on all machines of a cluster.
 *
 * <p>That gives two tables: {@code scores} has the id and the answers of each row, {@code rejected}
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
public record ScoringJob(
    SparkCluster cluster, Path model, String input, String output, boolean force) {}
