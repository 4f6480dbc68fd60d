package org.dmmsa.training.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;

/**
 * A table of a report, the same cells as Markdown, LaTeX, CSV and aligned text.
 *
 * <p>Cells are text as a reader sees it: numbers are already rounded, {@code 0.712 ± 0.010} is one
 * cell. Whatever they hold is shown as it is: each form escapes what would mean something there.
 * Line breaks within a cell become blanks, but not in CSV.
 *
 * @param title above the table, empty for none
 * @param columns at least one
 * @param rows of one cell a column each
 * @param notes below the table, a paragraph each
 */
public record ResultTable(
    String title, List<Column> columns, List<List<String>> rows, List<String> notes) {
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

  /** An underscore within a word is plain text to Markdown and stays readable. */
  private static final Pattern MARKDOWN_SPECIAL =
      Pattern.compile("[\\\\|`*<>&~\\[\\]]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

  /** The minus of a number, not the hyphen of a word or a date. */
  private static final Pattern MINUS = Pattern.compile("(?<![\\w}])-(?=\\.?\\d)");

  private static final Map<Integer, String> LATEX =
      Map.ofEntries(
          Map.entry((int) '\\', "\\textbackslash{}"),
          Map.entry((int) '{', "\\{"),
          Map.entry((int) '}', "\\}"),
          Map.entry((int) '$', "\\$"),
          Map.entry((int) '&', "\\&"),
          Map.entry((int) '#', "\\#"),
          Map.entry((int) '%', "\\%"),
          Map.entry((int) '_', "\\_"),
          Map.entry((int) '^', "\\textasciicircum{}"),
          Map.entry((int) '~', "\\textasciitilde{}"),
          Map.entry((int) '<', "\\textless{}"),
          Map.entry((int) '>', "\\textgreater{}"),
          Map.entry((int) '|', "\\textbar{}"),
          Map.entry((int) '"', "\\textquotedbl{}"),
          // right after the end of a row these two would be its options
          Map.entry((int) '[', "{[}"),
          Map.entry((int) '*', "{*}"),
          Map.entry((int) '±', "$\\pm$"),
          Map.entry((int) '−', "$-$"));

  /**
   * What a column holds.
   *
   * @param name its heading
   * @param numeric whether cells are numbers, which stand to the right
   */
  public record Column(String name, boolean numeric) {
    /** A column of words. */
    public static Column text(String name) {
      return new Column(name, false);
    }

    /** A column of numbers. */
    public static Column number(String name) {
      return new Column(name, true);
    }
  }

  public ResultTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "%s: found %d cells in a row, expected %d (one a column)"
                .formatted(title, row.size(), columns.size()));
      }
    }
  }

  /** A table of GitHub's Markdown; ends with a line break. */
  public String markdown() {
    StringBuilder page = new StringBuilder();
    if (!title.isEmpty()) {
      page.append("**").append(markdown(title)).append("**\n\n");
    }
    markdownRow(page, names().stream().map(ResultTable::markdown).toList());
    markdownRow(page, columns.stream().map(c -> c.numeric() ? "---:" : "---").toList());
    rows.forEach(row -> markdownRow(page, row.stream().map(ResultTable::markdown).toList()));
    notes.forEach(note -> page.append('\n').append(markdown(note)).append('\n'));
    return page.toString();
  }

  /** A LaTeX table for a document that uses the package booktabs; ends with a line break. */
  public String latex() {
    StringBuilder page =
        new StringBuilder("% \\usepackage{booktabs}\n\\begin{table}\n\\centering\n");
    if (!title.isEmpty()) {
      page.append("\\caption{").append(latex(title)).append("}\n");
    }
    String places =
        columns.stream().map(c -> c.numeric() ? "r" : "l").collect(Collectors.joining());
    page.append("\\begin{tabular}{").append(places).append("}\n\\toprule\n");
    latexRow(page, names());
    page.append("\\midrule\n");
    rows.forEach(row -> latexRow(page, row));
    page.append("\\bottomrule\n\\end{tabular}\n");
    notes.forEach(
        note -> page.append("\n\\smallskip\\footnotesize ").append(latex(note)).append('\n'));
    return page.append("\\end{table}\n").toString();
  }

  /** Aligned text for a terminal; ends with a line break. */
  public String text() {
    TextTable table = new TextTable();
    table.row(names().toArray(String[]::new));
    rows.forEach(row -> table.row(each(row, ResultTable::oneLine).toArray(String[]::new)));
    StringBuilder page = new StringBuilder();
    if (!title.isEmpty()) {
      page.append(title).append("\n\n");
    }
    page.append(table);
    notes.forEach(note -> page.append('\n').append(note).append('\n'));
    return page.toString();
  }

  /**
   * Writes the headings and rows, without title and notes, as CSV.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  public void writeCsv(Path file) {
    CsvFile.write(file, names(), rows.stream().map(row -> List.<Object>copyOf(row)).toList());
  }

  /**
   * Writes {@code name.md}, {@code name.tex} and {@code name.csv}.
   *
   * @throws InvalidInputException if one of them cannot be written
   */
  public void write(Path folder, String name) {
    AtomicFile.write(folder.resolve(name + ".md"), markdown());
    AtomicFile.write(folder.resolve(name + ".tex"), latex());
    writeCsv(folder.resolve(name + ".csv"));
  }

  private List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  private static void markdownRow(StringBuilder page, List<String> cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static void latexRow(StringBuilder page, List<String> cells) {
    page.append(String.join(" & ", each(cells, ResultTable::latex))).append(" \\\\\n");
  }

  private static List<String> each(List<String> cells, UnaryOperator<String> form) {
    return cells.stream().map(form).toList();
  }

  private static String oneLine(String text) {
    return LINE_BREAK.matcher(text).replaceAll(" ");
  }

  private static String markdown(String text) {
    return MARKDOWN_SPECIAL.matcher(oneLine(text)).replaceAll("\\\\$0");
  }

  private static String latex(String text) {
    String typeset = MINUS.matcher(oneLine(text)).replaceAll("−");
    StringBuilder escaped = new StringBuilder();
    typeset.codePoints().forEach(c -> escaped.append(LATEX.getOrDefault(c, Character.toString(c))));
    return escaped.toString();
  }
}
