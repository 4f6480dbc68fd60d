package org.dmmsa.lab.bench;

import java.util.List;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.dmmsa.Dmmsa;
import org.dmmsa.tools.bench.MadeUpClips;
import org.dmmsa.tools.shipped.ShippedConfig;
import org.dmmsa.training.batch.BatchOrder;
import org.dmmsa.training.run.RunConfig;

/** An epoch of DMMSA with all of BERT on CMU-MOSI's train split: {@code dmmsa-joint.yaml}. */
final class MosiEpoch {
  private MosiEpoch() {}

  /** An epoch whose batches are drawn in an order, each padded to its longest row. */
  static Prepared drawn(Setup setup, BatchOrder order) {
    return prepare(setup, rows(setup), order);
  }

  /** The same at random with all inputs padded to the longest that there may be, as MMSA does. */
  static Prepared padded(Setup setup) {
    return prepare(setup, rows(setup).padded(setup.sizes().tokens()), BatchOrder.SHUFFLED);
  }

  private static MadeUpClips rows(Setup setup) {
    InputDims dims = setup.with(setup.sizes().mosi());
    return TrainingTask.rows(config(setup).model(), dims, setup.lengths(), setup.sizes().tokens());
  }

  private static RunConfig config(Setup setup) {
    return ShippedConfig.read("configs/mosi/dmmsa-joint.yaml", setup.sizes().model());
  }

  private static Prepared prepare(Setup setup, MadeUpClips clips, BatchOrder order) {
    RunConfig config = config(setup);
    InputDims dims = setup.with(setup.sizes().mosi());
    TrainingTask task = new TrainingTask(config, dims, clips, setup);
    List<List<Integer>> plan =
        order.epoch(clips.size(), task.cost(), Sizes.BATCH, Setup.SEED).batches();
    return new TrainedNetwork(task, Network.of((Dmmsa.Config) config.model(), dims))
        .epoch(plan, setup.full() ? plan.size() : setup.sizes().sampled());
  }
}
