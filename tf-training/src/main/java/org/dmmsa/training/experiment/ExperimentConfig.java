package org.dmmsa.training.experiment;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.training.config.StrictYaml;
import org.dmmsa.training.metric.Metric;

/**
 * What an experiment consists of: rows times datasets times seeds, each a run of its own.
 *
 * <p>{@code {dataset}} in a config's name or an override stands for the dataset.
 *
 * @param title of the tables
 * @param about what it repeats or asks, in a sentence
 * @param datasets by name, the file under the data root
 * @param metrics the columns of the tables
 * @param set overrides of every run, as {@code a.b=value}
 * @param rows what is compared
 * @param reference the row that all others are compared with in pairs, or a group of rows, of which
 *     the one with the best mean on the validation split is taken; none is where it is left out
 * @param published keys of tables of published numbers that are shown beside
 * @param figures what is drawn beside the tables
 * @param seeds one run of each row for each
 * @param quick what is different when it is only tried
 */
public record ExperimentConfig(
    String title,
    String about,
    Map<String, Path> datasets,
    List<Metric> metrics,
    List<String> set,
    List<Row> rows,
    Optional<String> reference,
    List<String> published,
    List<Figure> figures,
    List<Long> seeds,
    Quick quick) {
  /** Reads such files. */
  public static final StrictYaml YAML = StrictYaml.with(Map.of());

  /** What can be drawn. */
  public enum Figure {
    /** A metric of the validation split by epoch, the best epoch marked: the paper's Figure 4. */
    VALIDATION,
    /** Mean cosines between the six features: the paper's Figure 5. */
    SIMILARITY,
    /** The weight of each loss term by epoch. */
    LOSS_WEIGHTS,
    /** The difference of each row from the reference, with its confidence interval. */
    DIFFERENCES
  }

  /**
   * One line of the tables.
   *
   * @param name in folders and options
   * @param title as the tables show it; published numbers of the same title stand beside it
   * @param group rows that are variants of one thing; none where it is left out
   * @param config the config's file, beside the folder of this one
   * @param quick the config that a quick try takes; {@code synthetic/} and the same file name where
   *     it is left out
   * @param data files of its own under the data root, by dataset; none where it is left out
   * @param set overrides of this row
   */
  public record Row(
      String name,
      String title,
      Optional<String> group,
      String config,
      Optional<String> quick,
      Optional<Map<String, Path>> data,
      List<String> set) {
    public Row {
      ConfigCheck.require(
          name.matches("[a-z0-9_.]+"), "name", name, "lower-case letters, digits, _ and .");
      set = List.copyOf(set);
    }

    boolean isOrIsIn(String rowOrGroup) {
      return name.equals(rowOrGroup) || group.filter(rowOrGroup::equals).isPresent();
    }

    String quickConfig() {
      return quick.orElse("synthetic/" + Path.of(config).getFileName());
    }
  }

  /**
   * A try on synthetic data.
   *
   * @param seeds in place of the others
   * @param set overrides of every run, after all others
   */
  public record Quick(List<Long> seeds, List<String> set) {
    public Quick {
      requireSeeds(seeds);
      seeds = List.copyOf(seeds);
      set = List.copyOf(set);
    }
  }

  public ExperimentConfig {
    ConfigCheck.require(!datasets.isEmpty(), "datasets", "none", "at least one");
    ConfigCheck.require(!metrics.isEmpty(), "metrics", "none", "at least one");
    ConfigCheck.require(!rows.isEmpty(), "rows", "none", "at least one");
    requireSeeds(seeds);
    List<String> names = rows.stream().map(Row::name).toList();
    ConfigCheck.require(new HashSet<>(names).size() == names.size(), "rows", names, "each once");
    List<Row> all = rows;
    reference.ifPresent(
        wanted ->
            ConfigCheck.require(
                all.stream().anyMatch(row -> row.isOrIsIn(wanted)),
                "reference",
                wanted,
                "the name or the group of a row, of "
                    + all.stream()
                        .flatMap(row -> Stream.concat(Stream.of(row.name()), row.group().stream()))
                        .distinct()
                        .toList()));
    PublishedNumbers.requireKnown(published);
    datasets = Collections.unmodifiableMap(new LinkedHashMap<>(datasets));
    metrics = List.copyOf(metrics);
    set = List.copyOf(set);
    rows = List.copyOf(rows);
    published = List.copyOf(published);
    figures = List.copyOf(figures);
    seeds = List.copyOf(seeds);
  }

  private static void requireSeeds(List<Long> seeds) {
    ConfigCheck.require(!seeds.isEmpty(), "seeds", "none", "at least one");
    ConfigCheck.require(new HashSet<>(seeds).size() == seeds.size(), "seeds", seeds, "each once");
  }
}
