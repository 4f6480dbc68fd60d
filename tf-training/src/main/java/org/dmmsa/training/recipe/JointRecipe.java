package org.dmmsa.training.recipe;

import java.util.List;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.StepHook;
import org.dmmsa.training.weighting.LossWeighting;

/**
 * One stage trains everything.
 *
 * @param stage how
 */
public record JointRecipe(StageConfig stage) implements Recipe {
  @Override
  public List<PlannedStage> stages(ModelConfig model, LossWeighting weighting) {
    Recipe.requireNoneOfItsOwn("joint", model);
    return List.of(Recipe.whole("joint", model, stage, weighting, StepHook.NOTHING));
  }
}
