package org.dmmsa.training.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Batches of the training split of CMU-MOSI over 100 epochs; {@code -Ddmmsa.mosi=FILE} names it.
 * Prints a table.
 */
@EnabledIfSystemProperty(named = "dmmsa.mosi", matches = ".+")
class RealBatchesTest {
  private static final int EPOCHS = 100;

  /**
   * What the batches of an order are like.
   *
   * @param spread deviation of the mean labels of batches, without those that have less than half
   *     of the rows of a whole one
   * @param heaviest the largest mean weight of a row, where all together have a mean of 1
   * @param padding share of tokens that are padding where each batch is padded to its longest text
   */
  private record Drawn(double spread, double heaviest, double padding) {}

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64, 128})
  void windowedBatchesAreNearlyRandomAndNoRowIsHeavy(int batchSize) {
    try (Dataset data = Dataset.open(Path.of(System.getProperty("dmmsa.mosi")), Input.TOKENS)) {
      for (BatchOrder order : BatchOrder.values()) {
        Drawn drawn = drawn(data.train(), order, batchSize);
        System.out.printf(
            Locale.ROOT,
            "batch %d, %s: spread %.3f, heaviest row %.2f, padding %.1f%%%n",
            batchSize,
            order,
            drawn.spread(),
            drawn.heaviest(),
            100 * drawn.padding());
        if (order == BatchOrder.WINDOWED) {
          assertThat(drawn.heaviest()).isLessThan(1.05);
          assertThat(drawn.spread()).isLessThan(batchSize == 128 ? 0.15 : 1);
        }
      }
    }
  }

  private static Drawn drawn(Split train, BatchOrder order, int batchSize) {
    int rows = train.size();
    IntToDoubleFunction length = row -> train.tokens().length(row);
    double mean = IntStream.range(0, rows).mapToDouble(train::label).average().orElseThrow();
    double[] weights = new double[rows];
    double squares = 0;
    int count = 0;
    double cells = 0;
    double used = 0;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      List<List<Integer>> batches = order.epoch(rows, length, batchSize, epoch).batches();
      for (List<Integer> batch : batches) {
        batch.forEach(
            row -> weights[row] += (double) rows / batches.size() / batch.size() / EPOCHS);
        double of = batch.stream().mapToDouble(train::label).average().orElseThrow() - mean;
        if (batch.size() > batchSize / 2) {
          squares += of * of;
          count++;
        }
        cells += batch.size() * batch.stream().mapToDouble(length::applyAsDouble).max().orElse(0);
        used += batch.stream().mapToDouble(length::applyAsDouble).sum();
      }
    }
    double heaviest = IntStream.range(0, rows).mapToDouble(row -> weights[row]).max().orElse(0);
    return new Drawn(Math.sqrt(squares / count), heaviest, 1 - used / cells);
  }
}
