package org.dmmsa.training.runreport;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dmmsa.model.catalog.Method;
import org.dmmsa.training.Selection;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.run.RunConfig;

/** How a run's figures came about, in words. */
final class Protocol {
  private Protocol() {}

  static List<String> of(ReportedRun run) {
    RunConfig config = run.run().config();
    Method method = Method.of(config.model());
    List<String> words = new ArrayList<>();
    words.add("Method %s: %s (%s).".formatted(method.key(), method.paper(), method.citation()));
    words.add(data(run));
    words.add(training(run));
    words.add(selection(run));
    words.add(
        run.seeds().size() == 1
            ? "There is one seed, so nothing tells how much of a difference is chance."
            : ("Figures over seeds are means and population standard deviations (divided by the number"
                    + " of seeds, not one less) of each seed's value rounded to 4 decimals, as MMSA"
                    + " reports them. Where a single seed is shown it is %d, the best on validation.")
                .formatted(run.best().seed()));
    return words;
  }

  private static String data(ReportedRun run) {
    RunConfig config = run.run().config();
    String rows = rows(run);
    String part =
        config
            .data()
            .subset()
            .map(
                subset ->
                    " Of the training split a part of %s is used.".formatted(subset.fraction()))
            .orElse("");
    return "Data: %s%s; labels in [−%s, %s], metrics as of %s.%s"
        .formatted(
            config.data().path().isPresent()
                ? run.provenance().data().getFileName()
                : "a synthetic dataset, whose figures say nothing about people",
            rows.isEmpty() ? "" : " (rows: " + rows + ")",
            config.data().range(),
            config.data().range(),
            config.data().metricsName(),
            part);
  }

  /** The rows of each split; empty if they were not noted. */
  static String rows(ReportedRun run) {
    return run.provenance().rows().entrySet().stream()
        .map(split -> split.getKey() + " " + split.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String training(ReportedRun run) {
    String stages =
        run.run().stages().entrySet().stream()
            .map(stage -> stage(stage.getKey(), stage.getValue()))
            .collect(Collectors.joining("; "));
    String seeds =
        run.seeds().stream().map(s -> Long.toString(s.seed())).collect(Collectors.joining(", "));
    return "Training: %s. Stages: %s."
        .formatted(
            run.seeds().size() == 1
                ? "one seed, " + seeds
                : "%d seeds (%s), each with first weights and batches of its own"
                    .formatted(run.seeds().size(), seeds),
            stages);
  }

  private static String stage(String name, StageConfig stage) {
    Selection select = stage.select();
    return "%s, at most %d epochs in batches of %d%s%s"
        .formatted(
            name,
            stage.epochs(),
            stage.batchSize(),
            select.patience() > 0
                ? ", stopped after %d epochs without a better one".formatted(select.patience())
                : "",
            stage.averageDecay().isPresent()
                ? ", measured with moving averages of the weights"
                : "");
  }

  private static String selection(ReportedRun run) {
    Selection select = run.run().selection();
    String tested =
        run.run().config().monitor().filter(monitor -> monitor.test()).isPresent()
            ? " The test split was measured after each epoch too, for its curve; it chose nothing."
            : " The test split was measured once, with the chosen weights; it chose nothing.";
    return "Choice: after each epoch the validation split is measured, and of each seed the epoch with"
        + " the %s %s there is kept%s. All metrics of a seed are of that one epoch."
            .formatted(
                select.by().higherIsBetter() ? "highest" : "lowest",
                Curves.name(select.by()),
                select.after() > 0 ? ", the first %d not counted".formatted(select.after()) : "")
        + tested;
  }
}
