package org.dmmsa.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.serving.ServingModel;

/**
 * Does a {@link ScoringJob}.
 *
 * @param job what is asked for
 */
public record TableScorer(ScoringJob job) {
  private static final String SCORES = "scores";
  private static final String REJECTED = "rejected";

  /**
   * Does it.
   *
   * @throws InvalidInputException if the model, the input or the output's place cannot be used
   */
  public ScoringResult run() {
    String folder = job.model().toAbsolutePath().normalize().toString();
    ServingModel scoring = ExecutorModel.of(folder).scoring(); // a bad one is told before Spark
    if (scoring.expects().context() > 0) {
      throw new InvalidInputException(
          "found %s, which reads the %d texts before each, expected one that reads each alone"
              .formatted(scoring.place(), scoring.expects().context()));
    }
    try (SparkSession session = ClusterSession.open(job.cluster(), "dmmsa score-batch");
        OutputFolder to =
            OutputFolder.at(
                job.output(),
                session.sparkContext().hadoopConfiguration(),
                new LinkedHashSet<>(List.of(SCORES, REJECTED)),
                job.force())) {
      return score(session, to, folder, scoring);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ScoringResult score(
      SparkSession session, OutputFolder to, String folder, ServingModel scoring)
      throws IOException {
    List<String> answers = answers(scoring);
    ScoringResult result;
    try {
      Dataset<Row> table = session.read().parquet(job.input());
      InputColumns columns = InputColumns.of(job.input(), table.schema(), scoring.inputs());
      Dataset<Row> results =
          table
              .select(selected(columns))
              .mapPartitions(
                  new PartitionScorer(folder, columns, answers),
                  Encoders.row(
                      ResultColumns.schema(
                          table.schema().apply(InputColumns.ID).dataType(), answers)))
              .persist(StorageLevel.DISK_ONLY()); // two tables come of one pass
      write(results, true, to.table(SCORES), answers);
      write(
          results,
          false,
          to.table(REJECTED),
          List.of(ResultColumns.REASON, ResultColumns.FILE, ResultColumns.ROW));
      result =
          new ScoringResult(
              table.count(),
              session.read().parquet(to.table(SCORES)).count(),
              session.read().parquet(to.table(REJECTED)).count());
    } catch (Exception e) { // Scala throws checked ones too, undeclared
      throw JobFailure.of(e, job.input());
    }
    if (result.scored() + result.rejected() != result.rows()) {
      throw new IllegalStateException("found " + result + ", expected every row once");
    }
    to.commit();
    return result;
  }

  private static Column[] selected(InputColumns columns) {
    return Stream.concat(
            columns.names().stream().map(name -> functions.col("`" + name + "`")),
            Stream.of(
                functions.col("_metadata.file_path").as(ResultColumns.FILE),
                functions.col("_metadata.row_index").as(ResultColumns.ROW)))
        .toArray(Column[]::new);
  }

  private static void write(Dataset<Row> results, boolean scored, String to, List<String> columns) {
    Column reason = functions.col(ResultColumns.REASON);
    results
        .filter(scored ? reason.isNull() : reason.isNotNull())
        .select(InputColumns.ID, columns.toArray(String[]::new))
        .write()
        .parquet(to);
  }

  /** The columns that the model gives: it is asked about a row of nothing. */
  private static List<String> answers(ServingModel model) {
    Map<Input, float[]> nothing = new EnumMap<>(Input.class);
    for (Input input : model.inputs()) {
      if (input.hasFeatures()) {
        nothing.put(input, new float[model.expects().frames().get(input.key()).features()]);
      }
    }
    InputRow row = new InputRow(RowFactory.create(""), new int[] {0}, nothing);
    return ScoredRows.predictions(model, List.of(row)).present();
  }
}
