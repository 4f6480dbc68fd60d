package org.dmmsa.training;

import org.dmmsa.model.ModelConfig;
import org.dmmsa.training.weighting.LossWeighting;

/**
 * What a stage trains, and how.
 *
 * @param name as in logs and folders: text, audio, vision, fusion or joint
 * @param network what is trained
 * @param config epochs, sizes, rates
 * @param weighting of the loss terms in each epoch
 * @param label the target that the stage's predictions are measured against
 * @param hook what the method does between steps
 */
public record Stage(
    String name,
    ModelConfig network,
    StageConfig config,
    LossWeighting weighting,
    String label,
    StepHook.Factory hook) {}
