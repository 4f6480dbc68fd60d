package org.dmmsa.lab.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.tools.bench.RowLengths;
import org.dmmsa.tools.shipped.ShippedConfig;
import org.dmmsa.training.run.RunConfig;

/** A training step of the LSTM that the baselines are made of, over long sequences. */
final class LstmStep {
  private static final int ROWS = 32;

  private LstmStep() {}

  static Prepared prepare(Setup setup) {
    FrameDims audio = setup.sizes().lstm();
    int units = setup.sizes().lstmUnits();
    InputDims dims = new InputDims(Optional.empty(), Map.of(Input.AUDIO, audio));
    RowLengths lengths = RowLengths.longest(ROWS, 1, dims.frames());
    RunConfig config = config(new LstmRegression.Config(units));
    TrainingTask task =
        new TrainingTask(config, dims, TrainingTask.rows(config.model(), dims, lengths, 0), setup);
    return new TrainedNetwork(task, Network.ofLstm(audio.features(), units)).batch(true);
  }

  /** The optimizer of DMMSA's config with a network of our own. */
  private static RunConfig config(LstmRegression.Config model) {
    RunConfig any = ShippedConfig.read("configs/mosi/dmmsa-features.yaml", List.of());
    return new RunConfig(
        any.data(),
        Optional.empty(),
        model,
        Optional.empty(),
        any.optimizer(),
        any.clip(),
        any.recipe(),
        any.seeds(),
        Optional.empty(),
        Optional.empty(),
        any.runtime());
  }
}
