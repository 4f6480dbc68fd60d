package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.training.evaluation.ModelEvaluator;
import org.dmmsa.training.evaluation.TextPredictor;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.PredictionsCsv;
import org.dmmsa.training.report.TextsCsv;

/** {@code predict}: what an exported model says about each row of a file, or about a text. */
final class PredictCommand implements Command {
  @Override
  public String name() {
    return "predict";
  }

  @Override
  public String summary() {
    return "write an exported model's predictions as CSV, or print those of a text";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.needed("model", "DIR", "an export, as in RUN/export/1"),
        OptionKinds.optional(
            "data", "FILE", "feature file, or texts alone: a .csv with the columns id and text"),
        OptionKinds.optional("text", "TEXT", "a text to score in place of a file; may be repeated"),
        OptionKinds.optional(
            "bert", "DIR", "BERT that computes the text features that the file lacks"),
        OptionKinds.optional("out", "FILE", "CSV to write; with --text, printed if left out"),
        OptionKinds.optional(
            "split", "NAME", "of a feature file: train, valid, test or all; test by default"),
        OptionKinds.flag("force", "replace the CSV if it is there"));
  }

  @Override
  public String example() {
    return "./dmmsa predict --model runs/first/export/1 --data runs/first/synthetic.pkl --out test.csv";
  }

  @Override
  public int run(Arguments given, Console console) {
    String split = given.choice("split", EvaluateCommand.SPLITS).orElse("test");
    Path model = given.path("model").orElseThrow();
    requireOneSource(given);
    Optional<Path> out = given.has("out") ? Optional.of(given.newFile("out")) : Optional.empty();
    TensorFlowStart.with(Sessions.DEFAULT);
    if (given.has("text")) {
      List<String> texts = given.all("text");
      List<String> ids = IntStream.range(0, texts.size()).mapToObj(i -> "text/" + i).toList();
      Predictions predictions = ofTexts(model, new TextsCsv(ids, texts));
      out.ifPresentOrElse(
          file -> write(file, predictions, console),
          () -> console.print(PredictionsReport.of(texts, predictions)));
      return ExitCode.DONE;
    }
    Path data = given.path("data").orElseThrow();
    write(
        out.orElseThrow(),
        data.toString().toLowerCase(Locale.ROOT).endsWith(".csv")
            ? ofTexts(model, TextsCsv.read(data))
            : ofRows(model, data, given.path("bert"), split),
        console);
    return ExitCode.DONE;
  }

  private static void requireOneSource(Arguments given) {
    if (given.has("data") == given.has("text")) {
      throw new InvalidInputException(
          "predict: found %s, expected either --data FILE or --text TEXT"
              .formatted(given.has("data") ? "both" : "neither --data nor --text"));
    }
    if (given.has("data") && !given.has("out")) {
      throw new InvalidInputException("predict: found no --out, expected --out FILE with --data");
    }
  }

  private static Predictions ofTexts(Path model, TextsCsv texts) {
    try (TextPredictor predictor = TextPredictor.open(model)) {
      return predictor.predict(texts.ids(), texts.texts());
    }
  }

  private static Predictions ofRows(Path model, Path data, Optional<Path> bert, String split) {
    try (ModelEvaluator evaluation = ModelEvaluator.open(model, data, bert)) {
      return evaluation.predictions(evaluation.splits(split));
    }
  }

  private static void write(Path out, Predictions predictions, Console console) {
    PredictionsCsv.write(out, predictions);
    console.err().println("wrote " + predictions.size() + " predictions to " + out);
  }
}
