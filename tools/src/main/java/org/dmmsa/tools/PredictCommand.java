package org.dmmsa.tools;

import java.nio.file.Path;
import org.apache.commons.cli.Options;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.training.evaluation.ModelEvaluator;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.PredictionsCsv;

/** {@code predict}: what an exported model says about each row. */
final class PredictCommand implements Command {
  @Override
  public String name() {
    return "predict";
  }

  @Override
  public String summary() {
    return "write an exported model's predictions as CSV";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.needed("model", "DIR", "an export, as in RUN/export/1"),
        OptionKinds.needed("data", "FILE", "feature file"),
        OptionKinds.optional(
            "bert", "DIR", "BERT that computes the text features that the file lacks"),
        OptionKinds.needed("out", "FILE", "CSV to write"),
        OptionKinds.optional("split", "NAME", "train, valid, test or all; test by default"),
        OptionKinds.flag("force", "replace the CSV if it is there"));
  }

  @Override
  public String example() {
    return "./dmmsa predict --model runs/first/export/1 --data runs/first/synthetic.pkl --out test.csv";
  }

  @Override
  public int run(Arguments given, Console console) {
    String split = given.choice("split", EvaluateCommand.SPLITS).orElse("test");
    Path out = given.newFile("out");
    TensorFlowStart.with(Sessions.DEFAULT);
    try (ModelEvaluator evaluation =
        ModelEvaluator.open(
            given.path("model").orElseThrow(),
            given.path("data").orElseThrow(),
            given.path("bert"))) {
      Predictions predictions = evaluation.predictions(evaluation.splits(split));
      PredictionsCsv.write(out, predictions);
      console.err().println("wrote " + predictions.size() + " predictions to " + out);
    }
    return ExitCode.DONE;
  }
}
