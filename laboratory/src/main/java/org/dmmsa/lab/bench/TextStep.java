package org.dmmsa.lab.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.baseline.TextRegression;
import org.dmmsa.tools.bench.RowLengths;
import org.dmmsa.tools.shipped.ShippedConfig;
import org.dmmsa.training.run.RunConfig;

/** BERT alone, the method {@code text} with its settings: a batch of texts that are all long. */
final class TextStep {
  private TextStep() {}

  static Prepared prepare(Setup setup, boolean train) {
    RunConfig config = ShippedConfig.read("configs/mosi/text.yaml", List.of());
    InputDims dims = new InputDims(Optional.of(setup.bertSizes()), Map.of());
    int tokens = setup.sizes().tokens();
    RowLengths lengths = RowLengths.longest(Sizes.BATCH, tokens, Map.of());
    TrainingTask task =
        new TrainingTask(
            config, dims, TrainingTask.rows(config.model(), dims, lengths, tokens), setup);
    Network network = Network.of((TextRegression.Config) config.model(), dims);
    return new TrainedNetwork(task, network).batch(train);
  }
}
