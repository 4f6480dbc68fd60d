package org.dmmsa.training.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of cells as aligned text: columns of numbers to the right, the others to the left. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Four decimals; {@code -} where a value is undefined. */
  public static String number(Double value) {
    return value == null || value.isNaN() ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String gap = " ".repeat(width(column) - row.get(column).length());
        line.append(column == 0 ? "" : "  ");
        line.append(hasNumbers(column) ? gap + row.get(column) : row.get(column) + gap);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return column(column).stream().mapToInt(String::length).max().orElse(0);
  }

  /** The first row may be a header. */
  private boolean hasNumbers(int column) {
    return column > 0
        && column(column).stream().skip(1).allMatch(cell -> cell.matches("[-.\\d]+( ± [-.\\d]+)?"));
  }

  private List<String> column(int column) {
    return rows.stream().filter(row -> row.size() > column).map(row -> row.get(column)).toList();
  }
}
