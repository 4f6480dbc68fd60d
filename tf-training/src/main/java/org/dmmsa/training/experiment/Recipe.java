package org.dmmsa.training.experiment;

import java.util.List;
import java.util.Map;
import org.dmmsa.model.Dmmsa;
import org.dmmsa.model.DmmsaSizes;
import org.dmmsa.model.UnimodalRegressor;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.training.BertTuning;
import org.dmmsa.training.Network;
import org.dmmsa.training.Stage;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.TrainedWeights;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.UnimodalLabels;
import org.dmmsa.training.weighting.FixedWeights;
import org.dmmsa.training.weighting.LossWeighting;

/**
 * Cuts a training into stages.
 *
 * @param config what the user wrote
 * @param bert sizes of the text encoder
 * @param sizes of the rest
 * @param unimodalLabels whether the data has them
 */
record Recipe(ExperimentConfig config, BertSizes bert, DmmsaSizes sizes, boolean unimodalLabels) {

  /** The network that is evaluated and exported. */
  Network network() {
    return network(sizes);
  }

  private Network network(DmmsaSizes of) {
    return weights -> new Dmmsa(weights, bert, of, config.losses().objectives());
  }

  /** The stages in order; the last one trains {@link #network}. */
  List<PlannedStage> stages() {
    var staged = config.staged();
    return switch (config.recipe()) {
      case JOINT -> List.of(whole("joint", config.joint()));
      case STAGED ->
          List.of(
              alone(
                  "text",
                  weights -> UnimodalRegressor.text(weights, bert),
                  staged.text(),
                  UnimodalLabels::text),
              alone(
                  "audio",
                  weights -> UnimodalRegressor.audio(weights, sizes.audio()),
                  staged.audio(),
                  UnimodalLabels::audio),
              alone(
                  "vision",
                  weights -> UnimodalRegressor.vision(weights, sizes.vision()),
                  staged.vision(),
                  UnimodalLabels::vision),
              whole("fusion", staged.fusion()));
    };
  }

  private PlannedStage whole(String name, StageConfig stage) {
    LossWeighting weighting = config.weights().of(config.weighting(), config.losses().weighted());
    return new PlannedStage(
        new Stage(
            name,
            network(stage.featureDropout().map(sizes::withFeatureDropout).orElse(sizes)),
            stage,
            phases(stage),
            weighting,
            config.optimizer().settings(),
            Split::label),
        "");
  }

  private interface OwnLabel {
    float of(UnimodalLabels labels);
  }

  private PlannedStage alone(String modality, Network network, StageConfig stage, OwnLabel own) {
    Stage.Label label =
        (split, row) -> unimodalLabels ? own.of(split.unimodal(row)) : split.label(row);
    return new PlannedStage(
        new Stage(
            modality,
            network,
            stage,
            phases(stage),
            new FixedWeights(Map.of()),
            config.optimizer().settings(),
            label),
        modality + "/");
  }

  private List<TrainedWeights> phases(StageConfig stage) {
    TrainedWeights tuned =
        stage
            .bert()
            .map(tuning -> tuning.trained(bert.encoder().layers()))
            .orElse(TrainedWeights.ALL);
    boolean frozenFirst = stage.bert().map(BertTuning::frozenEpochs).orElse(0) > 0;
    return frozenFirst ? List.of(TrainedWeights.WITHOUT_BERT, tuned) : List.of(tuned);
  }
}
