package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.serving.ScoringModel;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.training.evaluation.DatasetPredictor;
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
    Options options =
        OptionKinds.options(
            OptionKinds.optional("model", "DIR", "an export, as in RUN/export/1"),
            OptionKinds.optional(
                "data",
                "FILE",
                "feature file, or texts alone: a .csv with the columns id and text"),
            OptionKinds.optional(
                "text", "TEXT", "a text to score in place of a file; may be repeated"),
            OptionKinds.optional(
                "bert", "DIR", "BERT that computes the text features that the file lacks"),
            OptionKinds.optional("out", "FILE", "CSV to write; with --text, printed if left out"),
            OptionKinds.optional(
                "split", "NAME", "of a feature file: train, valid, test or all; test by default"),
            OptionKinds.flag("force", "replace the CSV if it is there"));
    ServerOptions.all().forEach(options::addOption);
    return options;
  }

  @Override
  public String example() {
    return "./dmmsa predict --model runs/first/export/1 --data runs/first/synthetic.pkl --out test.csv";
  }

  @Override
  public int run(Arguments given, Console console) {
    String split = given.choice("split", EvaluateCommand.SPLITS).orElse("test");
    requireOneSource(given);
    ServerOptions.require(given);
    Optional<Path> out = given.has("out") ? Optional.of(given.newFile("out")) : Optional.empty();
    Optional<TextsCsv> texts = texts(given);
    TensorFlowStart.with(Sessions.DEFAULT);
    Predictions predictions =
        texts.isPresent()
            ? ofTexts(model(given), texts.get())
            : ofRows(model(given), given.path("data").orElseThrow(), given.path("bert"), split);
    if (out.isPresent()) {
      PredictionsCsv.write(out.get(), predictions);
      console.err().println("wrote " + predictions.size() + " predictions to " + out.get());
    } else {
      console.print(PredictionsReport.of(texts.orElseThrow().texts(), predictions));
    }
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

  /** The texts to score, where there is no feature file. */
  private static Optional<TextsCsv> texts(Arguments given) {
    if (given.has("text")) {
      List<String> texts = given.all("text");
      List<String> ids = IntStream.range(0, texts.size()).mapToObj(i -> "text/" + i).toList();
      return Optional.of(new TextsCsv(ids, texts));
    }
    return given
        .path("data")
        .filter(data -> data.toString().toLowerCase(Locale.ROOT).endsWith(".csv"))
        .map(TextsCsv::read);
  }

  /** What scores with it closes it. */
  private static ScoringModel model(Arguments given) {
    return given.has("server")
        ? ServerOptions.connect(given)
        : ServingModel.load(given.path("model").orElseThrow(), Sessions.DEFAULT);
  }

  private static Predictions ofTexts(ScoringModel model, TextsCsv texts) {
    try (TextPredictor predictor = TextPredictor.open(model)) {
      return predictor.predict(texts.ids(), texts.texts());
    }
  }

  private static Predictions ofRows(
      ScoringModel model, Path data, Optional<Path> bert, String split) {
    try (DatasetPredictor predictor = DatasetPredictor.open(model, data, bert)) {
      return predictor.predictions(predictor.splits(split));
    }
  }
}
