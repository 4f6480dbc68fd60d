package org.dmmsa.training.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Modality;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.PretrainedParts;
import org.dmmsa.training.Stage;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.StepHook;
import org.dmmsa.training.weighting.FixedWeights;
import org.dmmsa.training.weighting.LossWeighting;

/**
 * Text, audio and vision encoders are pretrained one by one, each on its modality's label, then all
 * is fused: ConFEDE's way, which the paper's settings quote.
 *
 * @param text the text encoder alone
 * @param audio the audio encoder alone
 * @param vision the vision encoder alone
 * @param fusion the whole network
 */
public record StagedRecipe(
    StageConfig text, StageConfig audio, StageConfig vision, StageConfig fusion) implements Recipe {
  @Override
  public List<PlannedStage> stages(ModelConfig model, LossWeighting weighting) {
    if (!(model instanceof PretrainedParts parts)) {
      throw new InvalidInputException(
          "recipe: found staged, expected joint: this model has no parts to pretrain");
    }
    Recipe.requireNoneOfItsOwn("staged", model);
    List<PlannedStage> stages = new ArrayList<>(pretraining(parts, text, audio, vision));
    stages.add(Recipe.whole("fusion", model, fusion, weighting, StepHook.NOTHING));
    return stages;
  }

  /** A stage for each encoder. */
  static List<PlannedStage> pretraining(
      PretrainedParts parts, StageConfig text, StageConfig audio, StageConfig vision) {
    Map<Modality, StageConfig> alone =
        Map.of(Modality.TEXT, text, Modality.AUDIO, audio, Modality.VISION, vision);
    List<PlannedStage> stages = new ArrayList<>();
    for (Modality modality : Modality.values()) {
      Stage stage =
          new Stage(
              modality.key(),
              parts.alone(modality),
              alone.get(modality),
              FixedWeights.NONE,
              modality.key(),
              StepHook.NOTHING);
      stages.add(new PlannedStage(stage, modality.key() + "/"));
    }
    return stages;
  }
}
