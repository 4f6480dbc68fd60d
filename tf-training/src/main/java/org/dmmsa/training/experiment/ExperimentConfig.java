package org.dmmsa.training.experiment;

import java.util.HashSet;
import java.util.List;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.config.ConfigCheck;

/**
 * Everything that decides what a run does. A file in {@code configs/} says what each value is for.
 *
 * @param model which network; {@code dmmsa}
 * @param data what it learns from
 * @param bert the text encoder
 * @param network sizes of the rest
 * @param losses terms of the loss
 * @param weighting how the unimodal and the contrastive term are weighted
 * @param optimizer constants of AdamW
 * @param recipe which of the two sections below is used
 * @param staged pretraining of each modality, then fusion
 * @param joint all at once
 * @param seeds one training for each
 * @param runtime threads
 */
public record ExperimentConfig(
    ModelName model,
    DataConfig data,
    BertConfig bert,
    NetworkConfig network,
    LossConfig losses,
    WeightingName weighting,
    WeightingConfig weights,
    OptimizerConfig optimizer,
    RecipeName recipe,
    StagedConfig staged,
    StageConfig joint,
    List<Long> seeds,
    RuntimeConfig runtime) {

  /** The networks that can be trained. */
  public enum ModelName {
    DMMSA
  }

  /** How training is cut into stages. */
  public enum RecipeName {
    /** Text, audio and vision encoders are pretrained one by one, then all is fused. */
    STAGED,
    /** One stage trains everything. */
    JOINT
  }

  /** How loss weights are found. */
  public enum WeightingName {
    /** From how fast each loss falls. */
    GDWG,
    /** As configured. */
    FIXED
  }

  /**
   * The stages of the staged recipe.
   *
   * @param text BERT alone
   * @param audio the audio encoder alone
   * @param vision the vision encoder alone
   * @param fusion the whole network
   */
  public record StagedConfig(
      StageConfig text, StageConfig audio, StageConfig vision, StageConfig fusion) {
    public StagedConfig {
      for (StageConfig alone : List.of(text, audio, vision)) {
        ConfigCheck.require(
            alone.featureDropout().isEmpty(),
            "feature_dropout",
            "a rate in pretraining",
            "it in fusion or joint, where there are features");
      }
      ConfigCheck.require(text.bert().isPresent(), "text", "no bert", "a section bert");
      ConfigCheck.require(fusion.bert().isPresent(), "fusion", "no bert", "a section bert");
    }
  }

  public ExperimentConfig {
    seeds = List.copyOf(seeds);
    ConfigCheck.require(!seeds.isEmpty(), "seeds", "none", "at least one");
    ConfigCheck.require(new HashSet<>(seeds).size() == seeds.size(), "seeds", seeds, "each once");
    ConfigCheck.require(joint.bert().isPresent(), "joint", "no bert", "a section bert");
  }

  /** The same with files named from the root, so that a run goes on from any working folder. */
  public ExperimentConfig withAbsolutePaths() {
    return new ExperimentConfig(
        model,
        data.withAbsolutePath(),
        bert.withAbsolutePath(),
        network,
        losses,
        weighting,
        weights,
        optimizer,
        recipe,
        staged,
        joint,
        seeds,
        runtime);
  }
}
