package org.dmmsa.tools.bench.workload;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.dmmsa.Dmmsa;
import org.dmmsa.tools.bench.MadeUpClips;
import org.dmmsa.tools.shipped.ShippedConfig;
import org.dmmsa.training.batch.BatchSampler;
import org.dmmsa.training.run.RunConfig;

/** An epoch of DMMSA with all of BERT on CMU-MOSI's train split: {@code dmmsa-joint.yaml}. */
final class MosiEpoch {
  /** What rows are padded to, and so how they are put into batches. */
  enum Padding {
    /** Rows of like length are together, as in a run of ours. */
    BY_LENGTH,
    /** Rows are together at random and padded to the longest of the batch. */
    LONGEST,
    /** All inputs are padded to the longest that there may be, as in published code. */
    FIXED
  }

  private MosiEpoch() {}

  static Prepared prepare(Setup setup, Padding padding) {
    Sizes sizes = setup.sizes();
    RunConfig config = ShippedConfig.read("configs/mosi/dmmsa-joint.yaml", sizes.model());
    InputDims dims = setup.with(sizes.mosi());
    MadeUpClips real = TrainingTask.rows(config.model(), dims, setup.lengths(), sizes.tokens());
    MadeUpClips clips = padding == Padding.FIXED ? real.padded(sizes.tokens()) : real;
    TrainingTask task = new TrainingTask(config, dims, clips, setup);
    IntToDoubleFunction key = padding == Padding.BY_LENGTH ? task.cost() : row -> 1;
    List<List<Integer>> plan =
        BatchSampler.shuffled(clips.size(), key, Sizes.BATCH, Setup.SEED).batches();
    return new TrainedNetwork(task, Network.of((Dmmsa.Config) config.model(), dims))
        .epoch(plan, setup.full() ? plan.size() : sizes.sampled());
  }
}
