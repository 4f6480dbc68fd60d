package org.dmmsa.training.experiment;

import org.dmmsa.training.Stage;

/**
 * A stage of a recipe, and what later stages take over from it.
 *
 * @param stage what is trained
 * @param handsOn path of the weights that later stages start from, as in {@code audio/}
 */
record PlannedStage(Stage stage, String handsOn) {}
