package org.dmmsa.lab.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.dmmsa.training.batch.Batch;

/**
 * A network that is ready to be trained, as a workload.
 *
 * @param task trains it
 * @param network what is trained
 */
record TrainedNetwork(TrainingTask task, Network network) {

  /** All rows as one batch, which is made once: what is measured is TensorFlow's step. */
  Prepared batch(boolean train) {
    Batch batch = task.batch();
    List<BatchShape> shapes = List.of(BatchShape.of(task.clips(), batch.rows()));
    return new Prepared(
        train ? () -> task.step(batch) : () -> task.answer(batch),
        1,
        batch.size(),
        Prepared.SAMPLES,
        network.flop(train, shapes),
        Optional.of(network.peer(train, shapes)),
        () -> {
          batch.close();
          task.close();
        });
  }

  /** An epoch, batches being made beside the steps, or a sample of it that stands for it. */
  Prepared epoch(List<List<Integer>> plan, int most) {
    return steps(plan, most, plan.size());
  }

  /** The mean step of an epoch, taken over a sample of its batches. */
  Prepared meanStep(List<List<Integer>> plan, int most) {
    return steps(plan, most, 1);
  }

  private Prepared steps(List<List<Integer>> plan, int most, int reported) {
    List<List<Integer>> sample = spread(plan, most);
    List<BatchShape> shapes =
        sample.stream().map(rows -> BatchShape.of(task.clips(), rows)).toList();
    double scale = (double) reported / sample.size();
    return new Prepared(
        () -> task.steps(sample),
        scale,
        scale * shapes.stream().mapToInt(BatchShape::rows).sum(),
        Prepared.SAMPLES,
        scale * network.flop(true, shapes),
        Optional.of(network.peer(true, shapes)),
        task::close);
  }

  /** Batches at equal distances when all are in the order of what they cost. */
  private List<List<Integer>> spread(List<List<Integer>> plan, int most) {
    ToDoubleFunction<List<Integer>> cost =
        rows -> network.flop(true, List.of(BatchShape.of(task.clips(), rows)));
    List<List<Integer>> sorted = plan.stream().sorted(Comparator.comparingDouble(cost)).toList();
    int size = Math.min(most, sorted.size());
    return IntStream.range(0, size)
        .mapToObj(i -> sorted.get((2 * i + 1) * sorted.size() / (2 * size)))
        .toList();
  }
}
