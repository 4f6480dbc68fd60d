package org.dmmsa.training.runreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class RunReportTest {
  @TempDir Path folder;

  private Path to() {
    return folder.resolve("report");
  }

  private static String html(Path... runs) {
    return HtmlPage.of(RunReport.page(List.of(runs)));
  }

  @Test
  void aRunIsToldWithItsFiguresWordsAndYardstick() throws Exception {
    Path run = MadeRun.in(folder.resolve("run"), 1, 2).root();
    RunReport.write(List.of(run), to());

    assertThat(Files.readString(to().resolve("report.html")))
        .isEqualTo(html(run))
        .contains(
            "<td class=\"number\">0.5000 ± 0.0000</td>",
            "always the train mean",
            "the epoch with the lowest MAE",
            "2 seeds (1, 2)",
            "commit abc123",
            "SHA-256 d1",
            ">seed 1: lowest 0.5000, epoch 2</text>",
            "is no longer there, so texts cannot be shown");
    assertThat(names(to().resolve("figures")))
        .contains("run-valid-mae.svg", "run-valid-mae.png", "run-losses.svg", "run-scatter.svg")
        .contains("run-polarity.svg", "run-classes.svg", "run-loss-weights.svg")
        .doesNotContain("run-error-by-length.svg", "run-similarity.svg");
    assertThat(names(to().resolve("tables")))
        .contains("test.md", "test.csv", "test.tex", "valid.md", "seeds.csv", "run-worst.csv")
        .contains("run-checklist.md", "run-provenance.tex");
  }

  @Test
  void whatIsNotInTheRunIsAnHonestNo() throws Exception {
    Path run = MadeRun.in(folder.resolve("run"), 1).root();
    ReportPage page = RunReport.page(List.of(run));

    List<List<String>> checklist =
        page.tables().stream()
            .filter(table -> table.file().equals("run-checklist"))
            .findFirst()
            .orElseThrow()
            .table()
            .rows();
    assertThat(checklist)
        .contains(
            List.of("Is the result a mean of several runs?", "no", "1 seed"),
            List.of("Is it stated whether differences are significant?", "no", "no test was made"),
            List.of(
                "Is the trained model kept?",
                "no",
                "the run has no export; its best checkpoints are there"),
            List.of("Are the sizes of the splits stated?", "yes", "train 8"),
            List.of("Are the seeds stated?", "yes", "seeds [1]"));
    assertThat(html(run)).contains("nothing tells how much of a difference is chance");
  }

  @Test
  void idsTextsAndNamesCannotBreakOutOfThePage() throws Exception {
    MadeRun run = MadeRun.in(folder.resolve("<img src=x onerror=alert(1)>"), 1);
    run.addData("</td><script>alert('text')</script> \u0007 a b c");

    Document page = parse(html(run.root()));
    Set<String> elements = new HashSet<>();
    NodeList all = page.getElementsByTagName("*");
    IntStream.range(0, all.getLength())
        .mapToObj(i -> (Element) all.item(i))
        .forEach(
            element -> {
              elements.add(element.getTagName());
              assertThat(element.getAttribute("onerror")).isEmpty();
            });
    assertThat(elements).contains("svg", "table", "figure").doesNotContain("script", "img");
    assertThat(page.getDocumentElement().getTextContent())
        .contains(MadeRun.HOSTILE, "<script>alert('text')</script>", "<img src=x");
    assertThat(RunReport.page(List.of(run.root())).figures())
        .extracting(ReportPage.Figure::file)
        .contains("_img_src_x_onerror_alert_1__-error-by-length");
  }

  @Test
  void thePageLoadsNothing() throws Exception {
    Path run = MadeRun.in(folder.resolve("run"), 1).root();

    assertThat(html(run).replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "url(", "@import", "<link");
  }

  @Test
  void anchorsAndFilesOfRunsWithOneNameDiffer() throws Exception {
    Path one = MadeRun.in(folder.resolve("a").resolve("run"), 1).root();
    Path two = MadeRun.in(folder.resolve("b").resolve("run"), 1, 2).root();

    NodeList sections = parse(html(one, two)).getElementsByTagName("section");
    List<String> ids =
        IntStream.range(0, sections.getLength())
            .mapToObj(i -> ((Element) sections.item(i)).getAttribute("id"))
            .toList();
    assertThat(ids).doesNotHaveDuplicates().contains("run-checklist", "run-2-checklist");
    ReportPage page = RunReport.page(List.of(one, two));
    assertThat(page.tables()).extracting(ReportPage.Table::file).doesNotHaveDuplicates();
    assertThat(page.figures())
        .extracting(ReportPage.Figure::file)
        .doesNotHaveDuplicates()
        .contains("test-mae", "run-2-losses");
    assertThat(html(one, two))
        .doesNotContain("different data files")
        .contains("<th scope=\"col\">run-2</th>", "<td>[1,2]</td>");
  }

  @Test
  void aStageOfAPartAloneIsNotTakenForTheWhole() throws Exception {
    Path run = MadeRun.in(folder.resolve("run"), 1).root();
    Path epochs = run.resolve("seed-1").resolve("epochs.jsonl");
    String whole = Files.readString(epochs);
    String part = whole.lines().findFirst().orElseThrow().replace("joint", "text") + "\n";
    Files.writeString(epochs, part.replace("0.7", "0.1") + whole);

    assertThat(html(run)).contains(">seed 1: lowest 0.5000, epoch 3</text>");
  }

  @Test
  void runsOfDifferentDataAreNotTakenForComparable() throws Exception {
    MadeRun other = MadeRun.in(folder.resolve("other"), 1);
    other.addData("one two three");

    assertThat(html(MadeRun.in(folder.resolve("run"), 1).root(), other.root()))
        .contains("The runs are of different data files");
  }

  @Test
  void theSameRunGivesTheSamePage() throws IOException {
    Path run = MadeRun.in(folder.resolve("run"), 1).root();
    assertThat(html(run)).isEqualTo(html(run)); // ChartTest and ResultTableTest see to the files
  }

  @Test
  void aRunThatIsNotDoneIsRefusedAndNothingIsLeft() throws IOException {
    Path run = MadeRun.in(folder.resolve("run"), 1, 2).root();
    Files.delete(run.resolve("seed-2").resolve("metrics.json"));

    assertThatThrownBy(() -> RunReport.write(List.of(run), to()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1 of 2 seeds are done");
    assertThat(names(folder)).containsExactly("run");
  }

  /** The file was cut off, or another one was put in its place. */
  @ParameterizedTest
  @CsvSource({
    "seed-1/epochs.jsonl, '', found no epoch with losses",
    "seed-1/epochs.jsonl, '{\"epoch\": 1}', found Null value",
    "seed-1/metrics.json, 'null', found null",
    "provenance.json, '{}', found Null value",
    "summary.json, '{\"seeds\": [1]}', found Null value"
  })
  void aRunWithoutAllOfAFileIsRefused(String file, String content, String found)
      throws IOException {
    Path broken = MadeRun.in(folder.resolve("run"), 1).root().resolve(file);
    Files.writeString(broken, content.isEmpty() ? "" : content + "\n");
    assertThatThrownBy(() -> RunReport.write(List.of(folder.resolve("run")), to()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(broken.toString())
        .hasMessageContaining(found);
    assertThat(names(folder)).containsExactly("run");
  }

  @Test
  void whatIsInTheFolderIsNotOverwritten() throws IOException {
    Path run = MadeRun.in(folder.resolve("run"), 1).root();
    Files.createDirectories(to());
    Files.writeString(to().resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> RunReport.write(List.of(run), to()))
        .hasMessageContaining("expected a new or empty folder");
    assertThat(names(to())).containsExactly("mine.txt");
  }

  @Test
  void otherDataThanTheRunsIsNotShown() throws Exception {
    MadeRun run = MadeRun.in(folder.resolve("run"), 1);
    run.addData("one two three four");
    Files.writeString(run.root().resolve("synthetic.pkl"), "another file");

    assertThat(html(run.root()))
        .contains(
            "is another one now",
            MadeRun.HOSTILE.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
  }
}
