package org.dmmsa.training.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Dmmsa;
import org.dmmsa.training.config.ConfigCheck;
import org.dmmsa.training.experiment.ExperimentConfig.WeightingName;
import org.dmmsa.training.weighting.DynamicWeights;
import org.dmmsa.training.weighting.FixedWeights;
import org.dmmsa.training.weighting.LossWeighting;

/**
 * The constants of both ways to weight loss terms.
 *
 * @param temperature τ of GDWG
 * @param unimodal the fixed weight of the unimodal term
 * @param contrastive the fixed weight of the contrastive term
 */
public record WeightingConfig(double temperature, double unimodal, double contrastive) {
  public WeightingConfig {
    ConfigCheck.require(temperature > 0, "temperature", temperature, "a number above 0");
    ConfigCheck.require(unimodal >= 0, "unimodal", unimodal, "a number from 0 up");
    ConfigCheck.require(contrastive >= 0, "contrastive", contrastive, "a number from 0 up");
  }

  /** The weighting of these terms. */
  public LossWeighting of(WeightingName name, List<String> tasks) {
    return switch (name) {
      case GDWG -> new DynamicWeights(tasks, temperature);
      case FIXED -> {
        Map<String, Double> fixed = new LinkedHashMap<>();
        fixed.put(Dmmsa.UNIMODAL, unimodal);
        fixed.put(Dmmsa.CONTRASTIVE, contrastive);
        fixed.keySet().retainAll(tasks);
        yield new FixedWeights(fixed);
      }
    };
  }
}
