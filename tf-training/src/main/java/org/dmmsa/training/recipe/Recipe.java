package org.dmmsa.training.recipe;

import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Targets;
import org.dmmsa.training.Stage;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.StepHook;
import org.dmmsa.training.weighting.LossWeighting;

/** Cuts a training into stages. A record for each way; it is a section of a config. */
public interface Recipe {
  /**
   * A stage, and what later stages take over from it.
   *
   * @param stage what is trained
   * @param handsOn path of the weights that later stages start from, as in {@code audio/}
   */
  record PlannedStage(Stage stage, String handsOn) {}

  /**
   * The stages in order; the last one trains the whole network.
   *
   * @param model what is evaluated and exported in the end
   * @param weighting of its loss terms
   * @throws org.dmmsa.model.InvalidInputException if the model cannot be trained this way
   */
  List<PlannedStage> stages(ModelConfig model, LossWeighting weighting);

  /**
   * The stage that trains the whole network.
   *
   * @param hook what the method does between its steps
   * @throws InvalidInputException if the weighting needs what the model has not
   */
  static PlannedStage whole(
      String name,
      ModelConfig model,
      StageConfig config,
      LossWeighting weighting,
      StepHook.Factory hook) {
    if (weighting.needsFeatures() && !model.sharesFeatures()) {
      throw new InvalidInputException(
          "weighting: found one by gradients of shared features, expected another: this model's"
              + " terms share none (dmmsa and confede do)");
    }
    return new PlannedStage(new Stage(name, model, config, weighting, Targets.SENTIMENT, hook), "");
  }

  /** Refuses a model that this recipe lacks something for. */
  static void requireNoneOfItsOwn(String recipe, ModelConfig model) {
    if (model.hasOwnRecipe()) {
      throw new InvalidInputException(
          "recipe: found %s, expected the recipe of the model's own, as in its configs"
              .formatted(recipe));
    }
  }
}
