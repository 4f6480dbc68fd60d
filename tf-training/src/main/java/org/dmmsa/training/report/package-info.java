/**
 * What a run leaves behind: predictions, metrics, summaries, TensorBoard events; and tables for
 * reports ({@link org.dmmsa.training.report.ResultTable}). Records in, files out; nothing is
 * measured here. Every file is written beside its place and renamed ({@link
 * org.dmmsa.savedmodel.file.AtomicFile}), except event files, which grow. Start with {@link
 * org.dmmsa.training.report.PredictionsCsv} and {@link org.dmmsa.training.report.SummaryReport}.
 */
package org.dmmsa.training.report;
