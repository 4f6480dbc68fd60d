package org.dmmsa.lab.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.dmmsa.Dmmsa;
import org.dmmsa.tools.bench.MadeUpClips;
import org.dmmsa.tools.bench.RowLengths;
import org.dmmsa.tools.shipped.ShippedConfig;
import org.dmmsa.training.batch.BatchSampler;
import org.dmmsa.training.run.RunConfig;

/**
 * DMMSA over text features: {@code dmmsa-features.yaml}. What is left of it then are the encoders
 * of audio and vision and the heads.
 */
final class FeatureTraining {
  private static final String CONFIG = "configs/mosi/dmmsa-features.yaml";

  /** The encoders of {@code dmmsa-joint.yaml}. */
  private static final List<String> WIDE =
      List.of("model.width=768", "model.inner=768", "model.feature=384");

  private FeatureTraining() {}

  /**
   * A step whose audio and vision are all as long as can be. The text is a single step of features,
   * of which only a mean is taken, so that next to nothing of the time is its.
   */
  static Prepared longestStep(Setup setup, InputDims dataset) {
    InputDims dims = withShortText(dataset);
    RowLengths lengths = RowLengths.longest(Sizes.BATCH, 1, dims.frames());
    return encoders(setup, dims, lengths).batch(true);
  }

  /** The mean step where audio and vision are as long as CMU-MOSI's, in batches of like length. */
  static Prepared likelyStep(Setup setup) {
    TrainedNetwork network = encoders(setup, withShortText(setup.sizes().mosi()), setup.lengths());
    return network.meanStep(byLength(network.task()), setup.sizes().sampled());
  }

  /** An epoch with the config's own, smaller sizes. */
  static Prepared epoch(Setup setup) {
    InputDims dims = new InputDims(Optional.empty(), setup.sizes().mosi().frames());
    TrainedNetwork network = trained(setup, dims, setup.lengths(), setup.sizes().model());
    List<List<Integer>> plan = byLength(network.task());
    return network.epoch(plan, plan.size());
  }

  private static List<List<Integer>> byLength(TrainingTask task) {
    return BatchSampler.byLength(task.clips().size(), task.cost(), Sizes.BATCH, Setup.SEED)
        .batches();
  }

  private static InputDims withShortText(InputDims dataset) {
    Map<Input, FrameDims> frames = new EnumMap<>(dataset.frames());
    frames.put(Input.TEXT, new FrameDims(1, dataset.of(Input.TEXT).features()));
    return new InputDims(Optional.empty(), frames);
  }

  private static TrainedNetwork encoders(Setup setup, InputDims dims, RowLengths lengths) {
    return trained(setup, dims, lengths, setup.quick() ? setup.sizes().model() : WIDE);
  }

  private static TrainedNetwork trained(
      Setup setup, InputDims dims, RowLengths lengths, List<String> overrides) {
    RunConfig config = ShippedConfig.read(CONFIG, overrides);
    MadeUpClips clips = TrainingTask.rows(config.model(), dims, lengths, 0);
    return new TrainedNetwork(
        new TrainingTask(config, dims, clips, setup),
        Network.of((Dmmsa.Config) config.model(), dims));
  }
}
