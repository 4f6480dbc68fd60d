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
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class RunReportTest {
  @TempDir Path folder;

  private Path to() {
    return folder.resolve("report");
  }

  private String html() throws IOException {
    return Files.readString(to().resolve("report.html"));
  }

  @Test
  void aRunIsToldWithItsFiguresWordsAndYardstick() throws Exception {
    RunReport.write(List.of(MadeRun.in(folder.resolve("run"), 1, 2).root()), to());

    assertThat(html())
        .contains(
            "<td class=\"number\">0.5000 ± 0.0000</td>",
            "always the train mean",
            "the epoch with the lowest mae",
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
    RunReport.write(List.of(MadeRun.in(folder.resolve("run"), 1).root()), to());

    assertThat(Files.readAllLines(to().resolve("tables").resolve("run-checklist.csv")))
        .contains(
            "Is the result a mean of several runs?,no,1 seed",
            "Is it stated whether differences are significant?,no,no test was made",
            "Is the trained model kept?,no,the run has no export; its best checkpoints are there",
            "Are the seeds stated?,yes,seeds [1]");
    assertThat(html()).contains("nothing tells how much of a difference is chance");
  }

  @Test
  void idsTextsAndNamesCannotBreakOutOfThePage() throws Exception {
    MadeRun run = MadeRun.in(folder.resolve("<img src=x onerror=alert(1)>"), 1);
    run.addData("</td><script>alert('text')</script> \u0007 a b c");
    RunReport.write(List.of(run.root()), to());

    Document page = parse(html());
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
    assertThat(names(to().resolve("figures")))
        .contains("_img_src_x_onerror_alert_1__-error-by-length.svg");
  }

  @Test
  void thePageLoadsNothing() throws Exception {
    RunReport.write(List.of(MadeRun.in(folder.resolve("run"), 1).root()), to());

    assertThat(html().replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "url(", "@import", "<link");
  }

  @Test
  void anchorsAndFilesOfRunsWithOneNameDiffer() throws Exception {
    Path one = MadeRun.in(folder.resolve("a").resolve("run"), 1).root();
    Path two = MadeRun.in(folder.resolve("b").resolve("run"), 1, 2).root();
    RunReport.write(List.of(one, two), to());

    NodeList sections = parse(html()).getElementsByTagName("section");
    List<String> ids =
        IntStream.range(0, sections.getLength())
            .mapToObj(i -> ((Element) sections.item(i)).getAttribute("id"))
            .toList();
    assertThat(ids).doesNotHaveDuplicates().contains("run-checklist", "run-2-checklist");
    assertThat(to().resolve("tables").resolve("configs.csv"))
        .hasContent("config key,run,run-2\nseeds,[1],\"[1,2]\"\n");
    assertThat(names(to().resolve("figures"))).contains("test-mae.svg");
  }

  @Test
  void theSameRunGivesTheSameBytes() throws IOException {
    Path run = MadeRun.in(folder.resolve("run"), 1).root();
    RunReport.write(List.of(run), to());
    RunReport.write(List.of(run), folder.resolve("again"));

    try (Stream<Path> files = Files.walk(to())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path again = folder.resolve("again").resolve(to().relativize(file).toString());
        assertThat(Files.mismatch(file, again)).as(file.toString()).isEqualTo(-1);
      }
    }
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
    RunReport.write(List.of(run.root()), to());

    assertThat(html())
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
