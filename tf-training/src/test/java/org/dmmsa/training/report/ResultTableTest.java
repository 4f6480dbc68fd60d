package org.dmmsa.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmmsa.training.report.ResultTable.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
  private static final ResultTable TABLE =
      new ResultTable(
          "Test split",
          List.of(Column.text("method"), Column.number("mae")),
          List.of(List.of("dmmsa", "0.712 ± 0.010"), List.of("mean", "-1.5")),
          List.of("Three seeds."));

  private static ResultTable cell(String cell) {
    return new ResultTable("", List.of(Column.text("x")), List.of(List.of(cell)), List.of());
  }

  @Test
  void markdownHasTheTitleAboveAndTheNotesBelow() {
    assertThat(TABLE.markdown())
        .isEqualTo(
            """
            **Test split**

            | method | mae |
            | --- | ---: |
            | dmmsa | 0.712 ± 0.010 |
            | mean | -1.5 |

            Three seeds.
            """);
  }

  @Test
  void latexUsesBooktabsAndARealMinus() {
    assertThat(TABLE.latex())
        .isEqualTo(
            """
            % \\usepackage{booktabs}
            \\begin{table}
            \\centering
            \\caption{Test split}
            \\begin{tabular}{lr}
            \\toprule
            method & mae \\\\
            \\midrule
            dmmsa & 0.712 $\\pm$ 0.010 \\\\
            mean & $-$1.5 \\\\
            \\bottomrule
            \\end{tabular}

            \\smallskip\\footnotesize Three seeds.
            \\end{table}
            """);
  }

  @Test
  void textIsAligned() {
    assertThat(TABLE.text())
        .isEqualTo(
            """
            Test split

            method            mae
            dmmsa   0.712 ± 0.010
            mean             -1.5

            Three seeds.
            """);
  }

  @Test
  void csvIsTheCellsAlone(@TempDir Path folder) throws IOException {
    TABLE.write(folder, "test");

    assertThat(folder.resolve("test.csv"))
        .hasContent("method,mae\ndmmsa,0.712 ± 0.010\nmean,-1.5\n");
    assertThat(folder.resolve("test.md")).hasContent(TABLE.markdown());
    assertThat(Files.readString(folder.resolve("test.tex"))).isEqualTo(TABLE.latex());
  }

  @Test
  void csvQuotesWhatNeedsIt(@TempDir Path folder) {
    cell("a,\"b\"\nc").writeCsv(folder.resolve("t.csv"));

    assertThat(CsvFile.read(folder.resolve("t.csv"), "cells").get(1)).containsExactly("a,\"b\"\nc");
  }

  @Test
  void markdownShowsWhatItWouldOtherwiseObey() {
    assertThat(cell("a|b *c* <i> [d] `e` \\ &lt; _f_ test_mae\nnext").markdown())
        .contains("| a\\|b \\*c\\* \\<i\\> \\[d\\] \\`e\\` \\\\ \\&lt; \\_f\\_ test_mae next |");
  }

  @Test
  void latexShowsWhatItWouldOtherwiseObey() {
    assertThat(cell("50% of a_b & #1 {x} $y$ ^ ~ \\end <z>").latex())
        .contains(
            "\n50\\% of a\\_b \\& \\#1 \\{x\\} \\$y\\$ \\textasciicircum{} \\textasciitilde{}"
                + " \\textbackslash{}end \\textless{}z\\textgreater{} \\\\\n");
    assertThat(cell("[1em]").latex()).contains("\n{[}1em] \\\\\n");
    assertThat(cell("*").latex()).contains("\n{*} \\\\\n");
  }

  @Test
  void latexKeepsTheHyphenOfAWordAndADate() {
    assertThat(cell("self-mm 2026-01-02 a-1").latex()).contains("\nself-mm 2026-01-02 a-1 \\\\\n");
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThatThrownBy(
            () ->
                new ResultTable(
                    "t", List.of(Column.text("x")), List.of(List.of("a", "b")), List.of()))
        .hasMessage("t: found 2 cells in a row, expected 1 (one a column)");
  }
}
