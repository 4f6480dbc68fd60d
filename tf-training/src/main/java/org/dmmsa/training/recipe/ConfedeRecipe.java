package org.dmmsa.training.recipe;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.baseline.Confede;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.weighting.LossWeighting;

/**
 * Encoders first, as {@link StagedRecipe} has it, then all, each row beside its {@link Neighbours}.
 *
 * @param text the text encoder alone
 * @param audio the audio encoder alone
 * @param vision the vision encoder alone
 * @param fusion the whole network; a batch of b rows has 7b with their neighbours
 * @param retrieval how neighbours are found
 */
public record ConfedeRecipe(
    StageConfig text,
    StageConfig audio,
    StageConfig vision,
    StageConfig fusion,
    Retrieval retrieval)
    implements Recipe {
  @Override
  public List<PlannedStage> stages(ModelConfig model, LossWeighting weighting) {
    if (!(model instanceof Confede.Config confede)) {
      throw new InvalidInputException(
          "recipe: found confede, expected staged or joint: this model contrasts no neighbours");
    }
    List<PlannedStage> stages =
        new ArrayList<>(StagedRecipe.pretraining(confede, text, audio, vision));
    stages.add(
        Recipe.whole(
            "fusion",
            model,
            fusion,
            weighting,
            (train, seed) -> Neighbours.over(train, retrieval, seed)));
    return stages;
  }
}
