package org.dmmsa.training.data.summary;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as text for a person: the first column to the left, the others to the right. */
final class AlignedTable {
  private final List<List<String>> rows = new ArrayList<>();

  void row(String first, List<?> others) {
    List<String> row = new ArrayList<>(List.of(first));
    others.forEach(cell -> row.add(cell.toString()));
    rows.add(row);
  }

  /** Lines that end with a line feed each; two spaces between columns. */
  String toText() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : "  ");
        line.append(i == 0 ? row.get(i) + padding : padding + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
