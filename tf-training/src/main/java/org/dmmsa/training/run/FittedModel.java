package org.dmmsa.training.run;

import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.training.batch.Batcher;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.batch.Labels;

/**
 * What a run learnt of its data and its BERT when it began: the run folder's {@code model.yaml}.
 * With the config it is all that an export needs.
 *
 * @param dims sizes of the network's inputs
 * @param longestText tokens that are read of a text; 0 of a network that reads none
 * @param lowerCase whether text was lower-cased before it was cut into pieces
 * @param unimodalLabels whether the data has labels of each modality
 */
public record FittedModel(
    InputDims dims, int longestText, boolean lowerCase, boolean unimodalLabels) {

  static FittedModel read(Path file) {
    return RunConfig.YAML.read(file, List.of(), FittedModel.class);
  }

  void write(Path file) {
    AtomicFile.write(file, RunConfig.YAML.write(this));
  }

  /** How many word pieces the network knows; 0 if it reads none. */
  int vocabulary() {
    return dims.bert().map(bert -> bert.vocabulary()).orElse(0);
  }

  /** Batches for a network. */
  Batcher batcher(ModelConfig network, DataConfig data) {
    return new Batcher(
        new InputBatcher(network.inputs(), vocabulary(), longestText),
        new Labels(data.polarity(), unimodalLabels));
  }
}
