package org.dmmsa.training.recipe;

import java.util.List;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.training.Stage;
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
}
