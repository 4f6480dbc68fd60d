package org.dmmsa.training.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dmmsa.training.chart.IntervalChart.Interval;
import org.dmmsa.training.chart.LineChart.Best;
import org.dmmsa.training.chart.LineChart.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

class ChartTest {
  @TempDir Path folder;

  static Stream<Chart> charts() {
    return Stream.of(lines(), heatMap(), scatter(5000), confusion(), intervals());
  }

  private static LineChart lines() {
    Random random = new Random(1);
    List<Series> series = new ArrayList<>();
    for (String name :
        List.of("seed 1", "seed 12", "seed 123", "<script>alert('x')</script> & co")) {
      series.add(
          new Series(
              name,
              IntStream.range(0, 40)
                  .mapToObj(i -> 0.7 + Math.exp(-i / 6.0) + 0.05 * random.nextGaussian())
                  .toList()));
    }
    return new LineChart("Validation MAE by epoch", "MAE (label units)", series, Best.LOWEST);
  }

  private static HeatMap heatMap() {
    List<String> parts = List.of("text, similar", "text, dissimilar", "audio", "vision");
    List<List<Double>> cosines =
        List.of(
            List.of(1.0, -0.92, 0.31, 0.05),
            List.of(-0.92, 1.0, -0.4, -0.03),
            List.of(0.31, -0.4, 1.0, Double.NaN),
            List.of(0.05, -0.03, Double.NaN, 1.0));
    return new HeatMap("Cosine of the parts' means", parts, parts, cosines, -1, 1);
  }

  private static ScatterChart scatter(int samples) {
    Random random = new Random(2);
    float[] labels = new float[samples];
    float[] predictions = new float[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = Math.round(15 * random.nextGaussian()) / 10f;
      predictions[i] = (float) (0.7 * labels[i] + 0.5 * random.nextGaussian());
    }
    return ScatterChart.of("Predictions of the test split", labels, predictions);
  }

  private static ConfusionChart confusion() {
    return new ConfusionChart(
        "Seven classes",
        List.of("−3", "−2", "−1", "0", "1", "2", "3"),
        IntStream.range(0, 7)
            .mapToObj(
                row ->
                    IntStream.range(0, 7)
                        .mapToObj(column -> row == 6 ? 0 : 120 / (1 + 3 * Math.abs(row - column)))
                        .toList())
            .toList());
  }

  private static IntervalChart intervals() {
    return new IntervalChart(
        "Without each loss term",
        "change of MAE (label units), 95 % interval",
        List.of(
            new Interval("without contrastive", 0.012, -0.004, 0.031),
            new Interval("without unimodal", 0.048, 0.02, 0.07),
            new Interval("without polarity", -0.006, -0.02, 0.01),
            new Interval("undefined", Double.NaN, Double.NaN, Double.NaN)),
        true);
  }

  @ParameterizedTest
  @MethodSource("charts")
  void theSameNumbersGiveTheSameBytes(Chart chart) throws IOException {
    chart.write(folder.resolve("one"), "chart");
    chart.write(folder.resolve("two"), "chart");

    for (String name : List.of("chart.svg", "chart.png")) {
      Path one = folder.resolve("one").resolve(name);
      assertThat(Files.mismatch(one, folder.resolve("two").resolve(name))).as(name).isEqualTo(-1);
    }
    BufferedImage image = ImageIO.read(folder.resolve("one").resolve("chart.png").toFile());
    assertThat(image.getWidth()).isEqualTo((int) Math.ceil(2 * chart.width()));
    assertThat(image.getHeight()).isEqualTo((int) Math.ceil(2 * chart.height()));
    assertThat(folder.resolve("one").resolve("chart.svg").toFile().length()).isLessThan(100_000);
  }

  @ParameterizedTest
  @MethodSource("charts")
  void theSvgIsADocumentWithTheTitleAndTextsAsTexts(Chart chart) throws Exception {
    Document svg = parse(chart.svg());

    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(chart.title());
    assertThat(svg.getElementsByTagName("text").getLength()).isGreaterThan(8);
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void theLowestOfEachSeriesIsWrittenAndRinged() throws Exception {
    Chart chart =
        new LineChart(
            "t",
            "MAE",
            List.of(
                new Series("a", List.of(0.9, 0.75, Double.NaN, 0.8)),
                new Series("b", List.of(Double.NaN))),
            Best.LOWEST);

    assertThat(chart.svg()).contains(">a: lowest 0.7500, epoch 2</text>", ">b</text>");
    assertThat(chart.svg().split("stroke=\"#222222\" stroke-width=\"1.6\"", -1)).hasSize(2);
  }

  @Test
  void theHighestIsToldFromTheLowest() {
    Chart chart =
        new LineChart("t", "corr", List.of(new Series("a", List.of(0.1, 0.7, 0.3))), Best.HIGHEST);

    assertThat(chart.svg()).contains(">a: highest 0.7000, epoch 2</text>");
  }

  @Test
  void aConfusionRowWithoutSamplesHasNoShare() {
    assertThat(confusion().svg()).contains(">120</text>", "%</text>", ">–</text>", ">of 0</text>");
  }

  @Test
  void heatMapsPrintTheirNumbersInAColourThatIsReadOnThem() {
    assertThat(heatMap().svg()).contains("fill=\"#ffffff\">1.00", "fill=\"#000000\">−0.92");
  }

  @Test
  void intervalsPrintTheirNumbersAndTheZeroLine() {
    assertThat(intervals().svg())
        .contains(">0.012 [−0.004, 0.031]</text>", "stroke-dasharray=\"5 3\"");
  }

  /** The axis of the others: a row that is far out would make them all one point. */
  @Test
  void anIntervalThatIsFarOutDoesNotStretchTheAxis() {
    List<Interval> near =
        List.of(new Interval("a", 0.01, 0, 0.02), new Interval("b", -0.01, -0.02, 0));
    List<Interval> all = new ArrayList<>(near);
    all.add(new Interval("far", 0.5, 0.4, 0.6));
    String without = new IntervalChart("title", "x", near, true).svg();
    String with = new IntervalChart("title", "x", all, true).svg();
    assertThat(with).contains(">0.500 [0.400, 0.600]<").doesNotContain(">0.2<");
    assertThat(without).contains(">0.02<");
    assertThat(with).contains(">0.02<");
    assertThat(new IntervalChart("title", "x", all, false).svg()).contains(">0.6<");
  }

  @Test
  void emptySeriesAndConstantNumbersAreDrawn() throws Exception {
    parse(new LineChart("t", "v", List.of(new Series("a", List.of())), Best.LOWEST).svg());
    parse(new LineChart("t", "v", List.of(new Series("a", List.of(0.0, 0.0))), Best.NONE).svg());
    parse(ScatterChart.of("t", new float[] {0}, new float[] {0}).svg());
    parse(ScatterChart.of("t", new float[0], new float[0]).svg());
  }

  @Test
  void matricesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new ConfusionChart("t", List.of("a", "b"), List.of(List.of(1, 2))))
        .hasMessage("t: expected 2 rows of 2 counts (one a class)");
    assertThatThrownBy(() -> new HeatMap("t", List.of("a"), List.of("b"), List.of(List.of()), 0, 1))
        .hasMessage("t: expected 1 rows of 1 values (one a name)");
    assertThatThrownBy(() -> ScatterChart.of("t", new float[2], new float[1]))
        .hasMessage("found 1 predictions, expected 2 (one a label)");
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
