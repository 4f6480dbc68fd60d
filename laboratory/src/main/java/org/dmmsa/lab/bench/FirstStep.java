package org.dmmsa.lab.bench;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.savedmodel.bert.TinyBertSpec;
import org.dmmsa.tools.bench.MadeUpClips;
import org.dmmsa.tools.bench.RowLengths;
import org.dmmsa.tools.shipped.PublishedSizes;
import org.dmmsa.tools.shipped.ShippedConfig;
import org.dmmsa.training.batch.Batch;
import org.dmmsa.training.data.synthetic.SyntheticDataset;
import org.dmmsa.training.data.synthetic.SyntheticSpec;
import org.dmmsa.training.run.RunConfig;

/** How long it takes until a network has done its first step: the quickstart's, from no graph. */
final class FirstStep {
  private static final int ROWS = 32; // as in the config

  private FirstStep() {}

  static Prepared prepare(Setup setup) {
    RunConfig config = ShippedConfig.read("configs/quickstart.yaml", setup.sizes().model());
    InputDims dims = dims(config);
    int tokens = dims.requireBert().positions();
    RowLengths lengths = RowLengths.drawn(ROWS, dims.frames(), new SplittableRandom(Setup.SEED));
    MadeUpClips clips = TrainingTask.rows(config.model(), dims, lengths, tokens);
    return new Prepared(
        () -> {
          try (TrainingTask task = new TrainingTask(config, dims, clips, setup.withoutBert());
              Batch batch = task.batch()) {
            task.step(batch);
          }
        },
        1,
        1,
        "graphs",
        0,
        Optional.empty(),
        () -> {});
  }

  private static InputDims dims(RunConfig config) {
    TinyBertSpec tiny = config.bert().flatMap(bert -> bert.tiny()).orElseThrow();
    SyntheticSpec data = config.data().synthetic().orElseThrow();
    BertSizes bert =
        new BertSizes(
            SyntheticDataset.vocabulary().size(),
            tiny.positions(),
            2,
            new TransformerSizes(
                tiny.layers(),
                tiny.width(),
                tiny.heads(),
                tiny.inner(),
                tiny.activation(),
                tiny.epsilon(),
                0,
                0,
                0));
    return new InputDims(
        Optional.of(bert),
        Map.of(
            Input.AUDIO, frames(data.audioFrames(), Input.AUDIO),
            Input.VISION, frames(data.visionFrames(), Input.VISION)));
  }

  private static FrameDims frames(int frames, Input input) {
    return new FrameDims(frames, PublishedSizes.MOSI.of(input).features());
  }
}
