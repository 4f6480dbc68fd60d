package org.dmmsa.training.recipe;

import java.util.List;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.baseline.SelfMm;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.weighting.LossWeighting;

/**
 * One stage trains everything, and makes labels for the modalities meanwhile: {@link SelfMmLabels}.
 *
 * @param stage how it trains
 * @param range H, generated labels stay within ±H
 */
public record SelfMmRecipe(StageConfig stage, double range) implements Recipe {
  public SelfMmRecipe {
    ConfigCheck.require(range > 0, "range", range, "a number above 0");
  }

  @Override
  public List<PlannedStage> stages(ModelConfig model, LossWeighting weighting) {
    if (!(model instanceof SelfMm.Config)) {
      throw new InvalidInputException(
          "recipe: found self_mm, expected joint: this model has no use for generated labels");
    }
    return List.of(
        Recipe.whole(
            "joint", model, stage, weighting, (train, seed) -> SelfMmLabels.over(train, range)));
  }
}
