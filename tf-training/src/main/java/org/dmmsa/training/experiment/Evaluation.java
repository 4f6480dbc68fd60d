package org.dmmsa.training.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.serving.ExportManifest;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.training.batch.BatchAssembler;
import org.dmmsa.training.batch.SplitScorer;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.PolarityScheme;
import org.dmmsa.training.report.Predictions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exported model on a dataset, from the two alone: no config and no run folder is needed.
 *
 * @param model the export
 * @param data fits the model
 */
public record Evaluation(ServingModel model, Dataset data) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Evaluation.class);

  /**
   * Opens both.
   *
   * @throws InvalidInputException if one of them cannot be used, or they do not fit each other
   */
  public static Evaluation open(Path model, Path data) {
    Dataset dataset = Dataset.open(data);
    try {
      ServingModel serving = ServingModel.load(model, Sessions.DEFAULT);
      Evaluation evaluation = new Evaluation(serving, dataset);
      try {
        evaluation.requireFit();
        return evaluation;
      } catch (RuntimeException e) {
        serving.close();
        throw e;
      }
    } catch (RuntimeException e) {
      dataset.close();
      throw e;
    }
  }

  private void requireFit() {
    ExportManifest expected = model.manifest();
    if (!data.hasTokens()) {
      throw new InvalidInputException(
          "found no text_bert in " + data.source() + ", expected token ids for the model");
    }
    require("audio features", data.audioFeatures(), expected.audioFeatures());
    require("vision features", data.visionFeatures(), expected.visionFeatures());
    noteCut("audio", data.audioFrames(), expected.audioFrames());
    noteCut("vision", data.visionFrames(), expected.visionFrames());
  }

  private void require(String what, int found, int expected) {
    if (found != expected) {
      throw new InvalidInputException(
          String.format(
              "%s: found %d %s, expected %d as the model in %s was trained on",
              data.source(), found, what, expected, model.folder()));
    }
  }

  private void noteCut(String what, int found, int longest) {
    if (found > longest) {
      LOG.warn(
          "{} beyond {} frames is cut by the model; this data has up to {}", what, longest, found);
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
    ExportManifest manifest = model.manifest();
    // How labels become classes matters to training alone.
    SplitScorer scorer =
        new SplitScorer(
            new BatchAssembler(
                manifest.vocabulary(), manifest.tokens(), PolarityScheme.SIGN, false),
            SplitScorer.BATCH_SIZE);
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
