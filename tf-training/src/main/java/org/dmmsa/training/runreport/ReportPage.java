package org.dmmsa.training.runreport;

import java.util.List;
import org.dmmsa.training.chart.Chart;
import org.dmmsa.training.report.ResultTable;

/**
 * What a report shows, before it has a form. Texts are shown as they are; whoever gives them a form
 * escapes them.
 *
 * @param title above all
 * @param sections in reading order
 */
public record ReportPage(String title, List<Section> sections) {
  public ReportPage {
    sections = List.copyOf(sections);
  }

  /**
   * A part with a heading: text, then figures, then tables.
   *
   * @param id its anchor, unique
   * @param depth 2 for a chapter, 3 for a part of one
   */
  public record Section(
      String id,
      String title,
      int depth,
      List<String> paragraphs,
      List<Figure> figures,
      List<Table> tables) {
    public Section {
      paragraphs = List.copyOf(paragraphs);
      figures = List.copyOf(figures);
      tables = List.copyOf(tables);
    }
  }

  /**
   * A picture.
   *
   * @param file its name without an ending, unique
   * @param caption below it
   */
  public record Figure(String file, Chart chart, String caption) {}

  /**
   * A table.
   *
   * @param file its name without an ending, unique
   */
  public record Table(String file, ResultTable table) {}

  /** All figures of all sections. */
  List<Figure> figures() {
    return sections.stream().flatMap(section -> section.figures().stream()).toList();
  }

  /** All tables of all sections. */
  List<Table> tables() {
    return sections.stream().flatMap(section -> section.tables().stream()).toList();
  }
}
