package org.dmmsa.training.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.model.DmmsaSizes;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.bert.TinyBert;
import org.dmmsa.savedmodel.bert.TinyBertSpec;
import org.dmmsa.training.batch.BatchAssembler;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.synthetic.SyntheticDataset;
import org.tensorflow.ndarray.Shape;

/**
 * What an experiment works with: opened, checked against each other, and fitted to each other.
 *
 * @param config what the user wrote
 * @param data the dataset, open
 * @param bert the text encoder's SavedModel
 * @param recipe stages over a network that fits both
 * @param assembler batches that fit the network
 */
record ExperimentInputs(
    ExperimentConfig config,
    Dataset data,
    BertSavedModel bert,
    Recipe recipe,
    BatchAssembler assembler)
    implements AutoCloseable {

  /** Opens the data and the BERT that the config names, or makes those that it asks for. */
  static ExperimentInputs open(ExperimentConfig config, RunFolder run) {
    Path bertFolder = config.bert().path().orElseGet(() -> tinyBert(config, run));
    BertSavedModel bert = BertSavedModel.open(bertFolder);
    Path file = config.data().path().orElseGet(() -> syntheticData(config, run));
    Dataset data = Dataset.open(file);
    try {
      return fit(config, data, bert);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private static ExperimentInputs fit(ExperimentConfig config, Dataset data, BertSavedModel bert) {
    data.requireLabelsWithin(config.data().range());
    if (!data.hasTokens()) {
      throw new InvalidInputException(
          "found no text_bert in " + data.source() + ", expected token ids for the BERT");
    }
    BertSizes bertSizes = bert.sizes(config.bert().dropout(), config.bert().attentionDropout());
    DmmsaSizes sizes =
        config
            .network()
            .sizes(
                data.audioFrames(),
                data.audioFeatures(),
                data.visionFrames(),
                data.visionFeatures());
    return new ExperimentInputs(
        config,
        data,
        bert,
        new Recipe(config, bertSizes, sizes, data.hasUnimodalLabels()),
        new BatchAssembler(
            bertSizes.vocabulary(),
            Math.min(config.bert().maxTokens(), bertSizes.positions()),
            config.data().polarity(),
            data.hasUnimodalLabels()));
  }

  private static Path tinyBert(ExperimentConfig config, RunFolder run) {
    BertConfig.TinyConfig tiny =
        config
            .bert()
            .tiny()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "found no BERT, expected --bert DIR (./dmmsa bert fetch uncased gets one)"
                            + " or a section bert.tiny in the config"));
    if (!Files.exists(run.tinyBert())) {
      TinyBertSpec spec =
          new TinyBertSpec(
              tiny.layers(),
              tiny.width(),
              tiny.heads(),
              tiny.inner(),
              tiny.positions(),
              Activation.GELU_TANH,
              1e-12f,
              Shape.UNKNOWN_SIZE,
              tiny.seed());
      TinyBert.write(run.tinyBert(), spec, SyntheticDataset.vocabulary());
    }
    return run.tinyBert();
  }

  private static Path syntheticData(ExperimentConfig config, RunFolder run) {
    DataConfig.SyntheticConfig synthetic =
        config
            .data()
            .synthetic()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "found no data, expected --data FILE or a section data.synthetic in the"
                            + " config"));
    if (!Files.exists(run.syntheticData())) {
      SyntheticDataset.write(run.syntheticData(), synthetic.spec());
    }
    return run.syntheticData();
  }

  @Override
  public void close() {
    data.close();
  }
}
