package org.dmmsa.training.run;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.catalog.Method;
import org.dmmsa.training.run.RunInspection.SeedProgress;

/**
 * What whoever deploys a model should know of it (Mitchell et al. 2019): {@code
 * assets.extra/model-card.json}, and the same as Markdown.
 *
 * @param method its name, as in {@code dmmsa}
 * @param paper where the method is from
 * @param version of this project
 * @param commit of its source, where it is known
 * @param data the name of the data file
 * @param dataSha256 its digest
 * @param rows of each split
 * @param labels R: they lie in [-R, R]
 * @param bert the name of the BERT's folder, of a method that has one
 * @param bertSha256 digest of its graph and variables
 * @param selection how the epoch and the seed were chosen
 * @param seed the exported one
 * @param checkpoint the exported one
 * @param results of each seed that is done: its metrics on valid and test
 * @param summary means and deviations over the seeds, and always predicting the train mean; empty
 *     before the run is done
 * @param limits what it must not be taken for
 */
record ModelCard(
    String method,
    String paper,
    String version,
    Optional<String> commit,
    String data,
    String dataSha256,
    Map<String, Integer> rows,
    double labels,
    Optional<String> bert,
    Optional<String> bertSha256,
    String selection,
    long seed,
    String checkpoint,
    List<Result> results,
    Optional<JsonNode> summary,
    List<String> limits) {

  /** The metrics of a seed. */
  record Result(long seed, JsonNode valid, JsonNode test) {}

  private static final Map<String, String> VERBS =
      Map.of("train", "train", "valid", "choose", "test", "test");

  private static final List<String> LIMITS =
      List.of(
          "It scores the sentiment of one clip of a speaker, as its data's annotators would; it does"
              + " not know what people feel.",
          "Its data are from few speakers of one platform and language. Of other people, languages,"
              + " cameras and feature extractors nothing was measured.",
          "Scores are not clipped to the range of the labels, and polarity probabilities are not"
              + " calibrated.",
          "Figures of one seed differ from those of the next by as much as many methods from each"
              + " other; look at the deviation.");

  /** The card of an export. */
  static ModelCard of(RunInspection run, Provenance from, long seed, String checkpoint) {
    RunConfig config = run.config();
    Method method = Method.of(config.model());
    String by = config.selection().by().key();
    String best = config.selection().by().higherIsBetter() ? "highest" : "lowest";
    List<Result> results = new ArrayList<>();
    for (SeedProgress progress : run.seeds()) {
      progress
          .metrics()
          .ifPresent(m -> results.add(new Result(progress.seed(), m.get("valid"), m.get("test"))));
    }
    return new ModelCard(
        method.key(),
        method.paper() + " (" + method.citation() + ")",
        from.version(),
        from.commit(),
        from.data().getFileName().toString(),
        from.dataSha256(),
        from.rows(),
        config.data().range(),
        from.bert().map(folder -> folder.getFileName().toString()),
        from.bertSha256(),
        "the epoch and the seed with the %s %s on the validation split; the test split chose nothing"
            .formatted(best, by),
        seed,
        checkpoint,
        results,
        run.summary(),
        LIMITS);
  }

  /** The card as a page. */
  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(method).append(", seed ").append(seed).append("\n\n");
    page.append(paper).append(".\n\n");
    page.append("- Made by dmmsa ").append(version);
    commit.ifPresent(hash -> page.append(", commit ").append(hash));
    page.append("; checkpoint `").append(checkpoint).append("`\n");
    page.append(
        "- Data: `%s`, %s, labels in [-%s, %s], SHA-256 %s\n"
            .formatted(
                data,
                rows.entrySet().stream()
                    .map(split -> split.getValue() + " rows to " + VERBS.get(split.getKey()))
                    .collect(joining(", ")),
                labels,
                labels,
                dataSha256));
    bert.ifPresent(
        name -> page.append("- BERT: `%s`, SHA-256 %s\n".formatted(name, bertSha256.orElse("-"))));
    page.append("- Chosen: ").append(selection).append("\n\n");
    page.append("## Measured\n\n");
    if (results.isEmpty()) {
      page.append("Nothing yet: no seed of the run was done when this was exported.\n");
    } else {
      table(page);
    }
    page.append("\n## Limits\n\n");
    limits.forEach(limit -> page.append("- ").append(limit).append('\n'));
    return page.toString();
  }

  private void table(StringBuilder page) {
    List<String> metrics = new ArrayList<>();
    results.get(0).test().fieldNames().forEachRemaining(metrics::add);
    row(page, List.of("", "split"), metrics);
    row(page, List.of("---", "---"), metrics.stream().map(metric -> "---:").toList());
    for (Result result : results) {
      row(page, List.of("seed " + result.seed(), "valid"), values(result.valid(), metrics));
      row(page, List.of("seed " + result.seed(), "test"), values(result.test(), metrics));
    }
    summary.ifPresent(
        all -> {
          for (String split : List.of("valid", "test")) {
            row(page, List.of("mean ± deviation", split), spreads(all.path(split), metrics));
          }
          JsonNode mean = all.at("/mean_predictor/test");
          row(page, List.of("always the train mean", "test"), values(mean, metrics));
        });
  }

  private static void row(StringBuilder page, List<String> first, List<String> rest) {
    List<String> cells = new ArrayList<>(first);
    cells.addAll(rest);
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static List<String> values(JsonNode split, List<String> metrics) {
    return metrics.stream().map(metric -> number(split.path(metric))).toList();
  }

  private static List<String> spreads(JsonNode split, List<String> metrics) {
    return metrics.stream()
        .map(split::path)
        .map(spread -> number(spread.path("mean")) + " ± " + number(spread.path("std")))
        .toList();
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.3f", value.asDouble()) : "-";
  }
}
