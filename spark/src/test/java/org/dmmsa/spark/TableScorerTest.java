package org.dmmsa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.evaluation.DatasetPredictor;
import org.dmmsa.training.evaluation.TextPredictor;
import org.dmmsa.training.report.Predictions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are scored by two threads of Spark in this process. */
class TableScorerTest {
  private static final SparkCluster HERE =
      new SparkCluster(
          "local[2]",
          Map.of("spark.sql.shuffle.partitions", "2", "spark.sql.codegen.wholeStage", "false"));
  private static final String TOKENS =
      "id string, input_ids array<int>, audio array<array<float>>, vision array<array<double>>";

  @TempDir static Path shared;
  private static Path model;

  /** What predict says of the test split, and its rows as a table has them. */
  private static Predictions expected;

  private static List<Row> rows;

  @TempDir Path folder;

  @BeforeAll
  static void train() {
    TinyRuns.export(shared.resolve("run"));
    model = shared.resolve("run/export/1");
    try (DatasetPredictor predictor =
        DatasetPredictor.open(
            ServingModel.load(model, Sessions.DEFAULT),
            shared.resolve("run/synthetic.pkl"),
            Optional.empty())) {
      Split split = predictor.splits("test").get(0);
      expected = predictor.predictions(List.of(split));
      rows = new ArrayList<>();
      for (int row = 0; row < split.size(); row++) {
        rows.add(
            RowFactory.create(
                split.id(row),
                ids(split, row),
                frames(split.frames(Input.AUDIO), row),
                frames(split.frames(Input.VISION), row).stream()
                    .map(frame -> frame.stream().map(Float::doubleValue).toList())
                    .toList()));
      }
    }
  }

  private static List<Integer> ids(Split split, int row) {
    int length = split.tokens().length(row);
    IntBuffer ids = IntBuffer.allocate(length);
    split.tokens().read(row, length, ids, IntBuffer.allocate(length), IntBuffer.allocate(length));
    return Arrays.stream(ids.array()).boxed().toList();
  }

  private static List<List<Float>> frames(Frames frames, int row) {
    FloatBuffer numbers = FloatBuffer.allocate(frames.length(row) * frames.features());
    frames.read(row, frames.length(row), numbers);
    numbers.flip();
    return Stream.generate(() -> Stream.generate(numbers::get).limit(frames.features()).toList())
        .limit(frames.length(row))
        .toList();
  }

  /** One file with these rows in their order. */
  private String table(String name, String schema, List<Row> of) throws IOException {
    String to = folder.resolve(name).toString();
    try (SparkSession session = ClusterSession.open(HERE, "test")) {
      session.createDataFrame(of, StructType.fromDDL(schema)).coalesce(1).write().parquet(to);
    }
    return to;
  }

  private static List<Row> read(String table, String order) throws IOException {
    try (SparkSession session = ClusterSession.open(HERE, "test")) {
      return session.read().parquet(table).orderBy(order).collectAsList();
    }
  }

  private TableScorer job(String input, boolean force) {
    return new TableScorer(
        new ScoringJob(HERE, model, input, folder.resolve("out").toString(), force));
  }

  private void requireScores(Predictions predictions) throws IOException {
    List<Row> scores = read(folder.resolve("out/scores").toString(), "id");
    assertThat(scores).hasSize(predictions.size());
    List<String> names =
        predictions.present().stream().filter(name -> !name.equals(Predictions.LABEL)).toList();
    List<String> ids = predictions.ids().stream().sorted().toList();
    for (int i = 0; i < scores.size(); i++) {
      int row = predictions.ids().indexOf(ids.get(i));
      assertThat(scores.get(i).getString(0)).isEqualTo(ids.get(i));
      for (String name : names) {
        assertThat(scores.get(i).<Float>getAs(name))
            .as(name)
            .isEqualTo(predictions.column(name).orElseThrow()[row]);
      }
    }
    assertThat(scores.get(0).schema().fieldNames())
        .startsWith("id")
        .endsWith(names.toArray(String[]::new));
  }

  @Test
  void rowsAreAnsweredAsPredictAnswersThem() throws IOException {
    ScoringResult result = job(table("in", TOKENS, rows), false).run();
    assertThat(result).isEqualTo(new ScoringResult(rows.size(), rows.size(), 0));
    requireScores(expected);
    assertThat(folder.resolve(".out.partial")).doesNotExist();
  }

  @Test
  void rowsThatCannotBeAnsweredAreRejectedWithTheReasonAndTheirPlace() throws IOException {
    Row good = rows.get(0);
    List<Row> all = new ArrayList<>();
    all.add(RowFactory.create("1-id", List.of(1, 1_000_000), good.get(2), good.get(3)));
    all.addAll(rows);
    all.add(RowFactory.create("2-null", null, good.get(2), good.get(3)));
    all.add(RowFactory.create("3-empty", List.of(), good.get(2), good.get(3)));
    all.add(RowFactory.create("4-width", good.get(1), List.of(List.of(1f, 2f)), good.get(3)));
    all.add(RowFactory.create("5-none", good.get(1), List.of(), good.get(3)));
    all.add(RowFactory.create("6-nan", good.get(1), good.get(2), frame(Double.NaN)));
    all.add(RowFactory.create("7-hole", good.get(1), good.get(2), frame(null)));
    all.add(RowFactory.create(null, good.get(1), good.get(2), good.get(3)));
    all.add(RowFactory.create("8-large", good.get(1), good.get(2), frame(1e300)));
    List<List<Double>> far = List.of(Collections.nCopies(20, 3e38));
    all.add(RowFactory.create("9-far", good.get(1), good.get(2), far));
    ScoringResult result = job(table("in", TOKENS, all), false).run();
    assertThat(result).isEqualTo(new ScoringResult(rows.size() + 10, rows.size(), 10));
    requireScores(expected);
    List<Row> rejected = read(folder.resolve("out/rejected").toString(), "row");
    assertThat(rejected).extracting(row -> row.getLong(3)).startsWith(0L, rows.size() + 1L);
    assertThat(rejected)
        .allSatisfy(row -> assertThat(row.getString(2)).contains("/in/part-"))
        .extracting(row -> row.getString(0) + ": " + row.getString(1))
        .containsExactly(
            "1-id: found token id 1000000, expected from 0 to 76",
            "2-null: found no input_ids, expected one",
            "3-empty: found no tokens, expected at least one",
            "4-width: found 2 features of audio, expected 5 features",
            "5-none: found no frames of audio, expected at least one, or null for none",
            "6-nan: found NaN in vision, expected finite numbers",
            "7-hole: found null in vision, expected finite numbers",
            "null: found no id, expected one",
            "8-large: found 1.0E300 in vision, expected finite numbers",
            "9-far: found no finite prediction, expected one");
  }

  /** A frame of vision that ends with a number. */
  private static List<List<Double>> frame(Double last) {
    List<Double> numbers = new ArrayList<>(Collections.nCopies(19, 1d));
    numbers.add(last);
    return List.of(numbers);
  }

  @Test
  void textsAreCutAndWhatNobodyRecordedIsAbsent() throws IOException {
    List<String> ids = List.of("a", "b", "c");
    List<String> texts = List.of("the film was great", "", "a bad bad film");
    List<Row> table = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      table.add(RowFactory.create(ids.get(i), texts.get(i), null));
    }
    table.add(RowFactory.create("d", null, null));
    String input = table("in", "id string, text string, audio array<array<float>>", table);
    assertThat(job(input, false).run()).isEqualTo(new ScoringResult(4, 3, 1));
    try (TextPredictor predictor = TextPredictor.open(ServingModel.load(model, Sessions.DEFAULT))) {
      requireScores(predictor.predict(ids, texts));
    }
  }

  @Test
  void anOutputThatIsThereStaysUnlessItIsToBeReplaced() throws IOException {
    String input = table("in", TOKENS, rows);
    Path out = folder.resolve("out");
    Path mine = Files.createDirectories(out).resolve("mine.txt");
    Files.writeString(mine, "mine");
    refused(job(input, false), "out, which is already there, expected a new folder");
    refused(job(input, true), "found other files in", "scores and rejected alone");
    assertThat(mine).hasContent("mine");
    Files.delete(mine);
    Files.createDirectories(out.resolve("scores/old"));
    assertThat(job(input, true).run().scored()).isEqualTo(rows.size());
    assertThat(out.resolve("scores/old")).doesNotExist();
    requireScores(expected);
    assertThat(out.resolveSibling(".out.old")).doesNotExist();
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    refused(job(folder.resolve("none").toString(), false), "--input: found nothing to read at");
    Path text = Files.writeString(folder.resolve("text.parquet"), "no Parquet at all, but long");
    refused(job(text.toString(), false), "--input: found nothing to read at");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static void refused(TableScorer job, String... parts) {
    assertThatThrownBy(job::run)
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts);
  }
}
