package org.dmmsa.training;

import java.util.List;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.optimizer.AdamW;
import org.dmmsa.training.weighting.LossWeighting;

/**
 * What a stage trains, and how.
 *
 * @param name as in logs and folders: text, audio, vision, fusion or joint
 * @param network what is trained
 * @param config epochs, sizes, rates
 * @param phases which weights train, before and after BERT's frozen epochs
 * @param weighting of the loss terms in each epoch
 * @param optimizer constants of AdamW
 * @param label what the stage's predictions are measured against
 */
public record Stage(
    String name,
    Network network,
    StageConfig config,
    List<TrainedWeights> phases,
    LossWeighting weighting,
    AdamW.Settings optimizer,
    Label label) {

  /** The label of a row. */
  public interface Label {
    float of(Split split, int row);
  }

  /** Which of the phases an epoch is in, epochs counted from 1. */
  public int phase(int epoch) {
    int frozen = config.bert().map(BertTuning::frozenEpochs).orElse(0);
    return phases.size() > 1 && epoch > frozen ? 1 : 0;
  }
}
