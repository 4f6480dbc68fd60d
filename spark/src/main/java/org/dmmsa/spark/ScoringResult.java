package org.dmmsa.spark;

/**
 * What came of a table.
 *
 * @param rows of the input
 * @param scored of them, counted in what was written
 * @param rejected of them, likewise
 */
public record ScoringResult(long rows, long scored, long rejected) {}
