package org.dmmsa.training.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.report.Predictions;

/**
 * An exported model on a dataset, from the two alone: no config and no run folder is needed.
 *
 * @param model the export
 * @param predictor has it score the dataset
 */
public record ModelEvaluator(ServingModel model, DatasetPredictor predictor)
    implements AutoCloseable {

  /**
   * Opens both.
   *
   * @param bert a SavedModel's folder; for a model of text features, where the data has none
   * @throws InvalidInputException if one of them cannot be used, or they do not fit each other
   */
  public static ModelEvaluator open(Path model, Path data, Optional<Path> bert) {
    ServingModel serving = ServingModel.load(model, Sessions.DEFAULT);
    return new ModelEvaluator(serving, DatasetPredictor.open(serving, data, bert));
  }

  /**
   * The same model on the data as if some modalities had not been recorded: what a client gets who
   * leaves them out. It is closed in place of this one.
   *
   * @param modalities of text, audio and vision
   * @throws InvalidInputException if the model does not read one of them
   */
  public ModelEvaluator without(Set<String> modalities) {
    return new ModelEvaluator(model, predictor.without(modalities));
  }

  public Dataset data() {
    return predictor.data();
  }

  /** The splits of a name, as {@link DatasetPredictor#splits}. */
  public List<Split> splits(String name) {
    return predictor.splits(name);
  }

  /** What the model says about every row of the splits, in their order. */
  public Predictions predictions(List<Split> splits) {
    return predictor.predictions(splits);
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
    predictor.close();
  }
}
