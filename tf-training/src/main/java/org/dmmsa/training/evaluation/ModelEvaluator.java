package org.dmmsa.training.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.serving.ExportManifest;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.text.CacheFolder;
import org.dmmsa.training.text.TextFeatures;
import org.dmmsa.training.text.Transcripts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exported model on a dataset, from the two alone: no config and no run folder is needed.
 *
 * @param model the export
 * @param data fits the model
 */
public record ModelEvaluator(ServingModel model, Dataset data) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelEvaluator.class);

  /**
   * Opens both.
   *
   * @param bert a SavedModel's folder; for a model of text features, where the data has none
   * @throws InvalidInputException if one of them cannot be used, or they do not fit each other
   */
  public static ModelEvaluator open(Path model, Path data, Optional<Path> bert) {
    ServingModel serving = ServingModel.load(model, Sessions.DEFAULT);
    try {
      Set<Input> wanted = serving.inputs();
      Dataset dataset = Dataset.open(data, TextFeatures.sources(wanted, bert.isPresent()));
      try {
        if (Input.hasTokens(wanted)) {
          ExportManifest manifest = serving.manifest();
          dataset =
              Transcripts.tokenize(
                  dataset,
                  serving.folder().resolve("assets"),
                  manifest.lowerCase(),
                  manifest.tokens());
        }
        ModelEvaluator evaluator = new ModelEvaluator(serving, dataset);
        if (TextFeatures.areMissing(dataset, wanted, bert.isPresent())) {
          dataset = evaluator.withTextFeatures(BertSavedModel.open(bert.orElseThrow()));
          evaluator = new ModelEvaluator(serving, dataset);
        }
        evaluator.requireFit();
        return new ModelEvaluator(serving, dataset.withContext(serving.manifest().context()));
      } catch (RuntimeException e) {
        dataset.close();
        throw e;
      }
    } catch (RuntimeException e) {
      serving.close();
      throw e;
    }
  }

  private Dataset withTextFeatures(BertSavedModel bert) {
    int width = bert.sizes().encoder().width();
    int expected = expected(Input.TEXT).features();
    if (width != expected) {
      throw new InvalidInputException(
          "%s: found a BERT of %d features, expected %d as the model in %s was trained on"
              .formatted(bert.folder(), width, expected, model.folder()));
    }
    String trained = model.manifest().provenance().get("bert_sha256");
    if (trained != null && !trained.equals(bert.digest())) {
      LOG.warn(
          "{} is another BERT than the one of the features that the model was trained on",
          bert.folder());
    }
    int longest = Math.min(expected(Input.TEXT).frames(), bert.sizes().positions());
    Dataset tokens = Transcripts.tokenize(data, bert.assets(), bert.lowerCase(), longest);
    return new TextFeatures(bert, CacheFolder.standard(), Sessions.DEFAULT, () -> {}).addTo(tokens);
  }

  private void requireFit() {
    data.requireInputs(model.inputs());
    for (Input input : model.inputs()) {
      if (input.hasFeatures()) {
        requireFit(input, data.dims(input), expected(input));
      }
    }
  }

  private FrameDims expected(Input input) {
    FrameDims dims = model.manifest().frames().get(input.key());
    if (dims == null) {
      throw new InvalidInputException(
          "found no frames of %s in the assets/model.yaml of %s, expected its sizes"
              .formatted(input.key(), model.folder()));
    }
    return dims;
  }

  private void requireFit(Input input, FrameDims found, FrameDims expected) {
    if (found.features() != expected.features()) {
      throw new InvalidInputException(
          "%s: found %d %s features, expected %d as the model in %s was trained on"
              .formatted(
                  data.source(),
                  found.features(),
                  input.key(),
                  expected.features(),
                  model.folder()));
    }
    if (found.frames() > expected.frames()) {
      LOG.warn(
          "{} beyond {} frames is cut by the model; this data has up to {}",
          input.key(),
          expected.frames(),
          found.frames());
    }
  }

  /**
   * The splits of a name, in the order train, valid, test.
   *
   * @param name one of the three, or {@code all}
   */
  public List<Split> splits(String name) {
    return name.equals("all")
        ? List.of(data.train(), data.valid(), data.test())
        : List.of(data.split(name));
  }

  /** What the model says about every row of the splits, in their order. */
  public Predictions predictions(List<Split> splits) {
    return predictions(model, splits);
  }

  static Predictions predictions(ServingModel model, List<? extends Split> splits) {
    ExportManifest manifest = model.manifest();
    InputBatcher inputs =
        new InputBatcher(model.inputs(), manifest.vocabulary(), manifest.tokens());
    SplitScorer scorer = new SplitScorer(inputs, SplitScorer.BATCH_SIZE);
    return Predictions.concat(
        splits.stream()
            .map(split -> Scores.predictions(split, scorer.score(split, model::answer)))
            .toList());
  }

  /** The metric family that fits the labels that the model was trained on. */
  public MetricFamily metrics() {
    String name = model.manifest().metrics();
    try {
      return MetricFamily.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          model.folder() + ": found the metrics '" + name + "', expected mosi, mosei or sims", e);
    }
  }

  @Override
  public void close() {
    model.close();
    data.close();
  }
}
