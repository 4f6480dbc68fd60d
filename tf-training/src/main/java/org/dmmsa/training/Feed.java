package org.dmmsa.training;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** One run of a session with the tensors that were made for it alone; closing it frees these. */
final class Feed implements AutoCloseable {
  private final Session.Runner runner;
  private final List<Tensor> owned = new ArrayList<>();

  Feed(Session session) {
    runner = session.runner();
  }

  Session.Runner runner() {
    return runner;
  }

  /** Feeds a tensor and takes it over. */
  void own(Operand<?> operand, Tensor value) {
    owned.add(value);
    runner.feed(operand.asOutput(), value);
  }

  @Override
  public void close() {
    owned.forEach(Tensor::close);
  }
}
