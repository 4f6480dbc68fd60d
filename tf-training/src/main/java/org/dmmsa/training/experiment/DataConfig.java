package org.dmmsa.training.experiment;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.dmmsa.training.config.ConfigCheck;
import org.dmmsa.training.data.synthetic.KnownDataset;
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
 */
public record DataConfig(
    double range,
    MetricFamily metrics,
    PolarityScheme polarity,
    Optional<Path> path,
    Optional<SyntheticConfig> synthetic) {

  /**
   * A synthetic dataset.
   *
   * @param like whose dimensions and labels it has
   * @param samples of all three splits
   * @param seed the same seed gives the same file
   * @param audioFrames the longest audio
   * @param visionFrames the longest vision
   */
  public record SyntheticConfig(
      KnownDataset like, int samples, long seed, int audioFrames, int visionFrames) {
    /** As the generator takes it. */
    public SyntheticSpec spec() {
      return new SyntheticSpec(like, samples, seed, audioFrames, visionFrames);
    }
  }

  public DataConfig {
    ConfigCheck.require(range > 0, "range", range, "a number above 0");
  }

  /** The metric family's name, as in files. */
  public String metricsName() {
    return metrics.name().toLowerCase(Locale.ROOT);
  }

  DataConfig withAbsolutePath() {
    return new DataConfig(range, metrics, polarity, path.map(Path::toAbsolutePath), synthetic);
  }
}
