package org.dmmsa.training.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.training.metric.Metric;

/**
 * What others have published, to stand beside what was measured here.
 *
 * <p>Sources, as tables show them: {@code paper}, Tables 2 to 5 of DMMSA (Liang et al., Appl. Sci.
 * 2025, 15, 6342), whose rows of other methods are partly MMSA's and partly those of the methods'
 * own papers; {@code MMSA}, the result table of that project, means of five seeds; {@code ConFEDE},
 * that method's own paper (Yang et al., ACL 2023).
 *
 * @param source who says so
 * @param method its name there
 * @param values by metric, fractions and not percent; what was not published is not there
 */
record PublishedNumbers(String source, String method, Map<Metric, Double> values) {
  private static final String RESOURCE = "published.csv";

  /** One line of the file, which has no quotes. */
  private record Line(
      String table, String source, String dataset, String method, Metric metric, double value) {
    static Line of(String text) {
      String[] cells = text.split(",", -1);
      return new Line(
          cells[0],
          cells[1],
          cells[2],
          cells[3],
          Metric.of(cells[4]),
          Double.parseDouble(cells[5]));
    }
  }

  /** The rows of some tables for a dataset, in their order. */
  static List<PublishedNumbers> of(List<String> tables, String dataset) {
    Map<List<String>, Map<Metric, Double>> rows = new LinkedHashMap<>();
    for (String table : tables) {
      for (Line line : lines()) {
        if (line.table().equals(table) && line.dataset().equals(dataset)) {
          rows.computeIfAbsent(
                  List.of(line.source(), line.method()), key -> new EnumMap<>(Metric.class))
              .put(line.metric(), line.value());
        }
      }
    }
    List<PublishedNumbers> all = new ArrayList<>();
    rows.forEach((key, values) -> all.add(new PublishedNumbers(key.get(0), key.get(1), values)));
    return all;
  }

  /** Refuses keys of tables that there are not. */
  static void requireKnown(List<String> tables) {
    List<String> known = lines().stream().map(Line::table).distinct().toList();
    tables.forEach(
        table ->
            ConfigCheck.require(
                known.contains(table), "published", table, "one of " + String.join(", ", known)));
  }

  private static List<Line> lines() {
    try (BufferedReader file =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(PublishedNumbers.class.getResourceAsStream(RESOURCE)),
                StandardCharsets.UTF_8))) {
      return file.lines().skip(1).map(Line::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
