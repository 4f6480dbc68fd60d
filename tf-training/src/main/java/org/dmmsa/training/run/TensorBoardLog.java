package org.dmmsa.training.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.TensorBoardWriter;

/** Draws every epoch for TensorBoard; the x axis counts the epochs of all stages. */
final class TensorBoardLog implements TrainingListener, AutoCloseable {
  private final Path folder;
  private int epoch;
  private TensorBoardWriter writer;

  /**
   * Prepares a log; a file is made when the first epoch is done.
   *
   * @param epochsDone how many epochs of all stages are drawn already
   */
  TensorBoardLog(Path folder, int epochsDone) {
    this.folder = folder;
    epoch = epochsDone;
  }

  @Override
  public void epochDone(EpochResult result) {
    if (writer == null) {
      writer = TensorBoardWriter.open(folder);
    }
    epoch++;
    Map<String, Double> values = new LinkedHashMap<>();
    result.losses().forEach((term, loss) -> values.put("loss/" + term, loss));
    result.lossWeights().forEach((term, weight) -> values.put("weight/" + term, weight));
    result.learningRates().forEach((group, rate) -> values.put("rate/" + group, rate));
    add(values, "valid/", result.valid());
    result.test().ifPresent(test -> add(values, "test/", test));
    writer.scalars(epoch, values);
  }

  private static void add(Map<String, Double> values, String split, Metrics metrics) {
    metrics
        .byKey()
        .forEach((key, value) -> values.put(split + key, value == null ? Double.NaN : value));
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
