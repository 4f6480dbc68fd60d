package org.dmmsa.tools;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.cli.Options;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.training.evaluation.ModelEvaluator;
import org.dmmsa.training.evaluation.Scores;
import org.dmmsa.training.metric.Metrics;

/** {@code evaluate}: metrics of an exported model. */
final class EvaluateCommand implements Command {
  static final String[] SPLITS = {"train", "valid", "test", "all"};

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "measure an exported model on a split of a data file";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.needed("model", "DIR", "an export, as in RUN/export/1"),
        OptionKinds.needed("data", "FILE", "feature file"),
        OptionKinds.optional(
            "bert", "DIR", "BERT that computes the text features that the file lacks"),
        OptionKinds.optional("split", "NAME", "train, valid, test or all; test by default"),
        OptionKinds.optional(
            "without", "NAMES", "as if text, audio or vision were missing; separated by commas"),
        OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa evaluate --model runs/first/export/1 --data runs/first/synthetic.pkl --json";
  }

  @Override
  public int run(Arguments given, Console console) {
    String split = given.choice("split", SPLITS).orElse("test");
    TensorFlowStart.with(Sessions.DEFAULT);
    Set<String> absent = new TreeSet<>();
    given.text("without").ifPresent(names -> absent.addAll(List.of(names.split(",", -1))));
    try (ModelEvaluator whole =
        ModelEvaluator.open(
            given.path("model").orElseThrow(),
            given.path("data").orElseThrow(),
            given.path("bert"))) {
      ModelEvaluator evaluation = whole.without(absent);
      evaluation.data().requireLabelsWithin(evaluation.model().manifest().range());
      Metrics metrics =
          Scores.metrics(evaluation.metrics(), evaluation.predictions(evaluation.splits(split)));
      ScoreCommand.print(metrics, given, console);
    }
    return ExitCode.DONE;
  }
}
