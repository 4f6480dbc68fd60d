package org.dmmsa.training.run;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.training.data.TrainSubset;
import org.dmmsa.training.data.synthetic.SyntheticSpec;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.PolarityScheme;

/**
 * What a run learns from.
 *
 * @param range R: labels lie in [-R, R]
 * @param metrics how predictions are measured
 * @param polarity how a label becomes one of three coarse classes
 * @param path an MMSA feature file
 * @param synthetic made when no file is named
 * @param subset the part of the training split that is learned from; all of it where left out
 */
public record DataConfig(
    double range,
    MetricFamily metrics,
    PolarityScheme polarity,
    Optional<Path> path,
    Optional<SyntheticSpec> synthetic,
    Optional<TrainSubset> subset) {

  public DataConfig {
    ConfigCheck.require(range > 0, "range", range, "a number above 0");
  }

  /** The metric family's name, as in files. */
  public String metricsName() {
    return metrics.name().toLowerCase(Locale.ROOT);
  }

  DataConfig withPath(Optional<Path> file) {
    return new DataConfig(range, metrics, polarity, file, synthetic, subset);
  }
}
