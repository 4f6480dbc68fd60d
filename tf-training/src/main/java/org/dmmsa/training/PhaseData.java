package org.dmmsa.training;

import java.util.Optional;
import org.dmmsa.training.batch.Batcher;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.text.FrozenText;

/**
 * What a training reads in the phase that it is in: the data, and beside them the states of layers
 * that do not train in this phase, where those are kept.
 */
final class PhaseData implements AutoCloseable {
  private final TrainGraph graph;
  private final Dataset plain;
  private final Batcher plainBatcher;
  private final Optional<FrozenText> kept;
  private int phase = -1;
  private Dataset data;
  private Batcher batcher;

  /**
   * The data alone, until {@link #enter}.
   *
   * @param kept keeps states; nothing is kept without it
   */
  PhaseData(TrainGraph graph, Dataset data, Batcher batcher, Optional<FrozenText> kept) {
    this.graph = graph;
    plain = data.leftOpen();
    plainBatcher = batcher;
    this.kept = kept;
    this.data = plain;
    this.batcher = batcher;
  }

  /** Goes on to a phase, with what is computed in advance for it. */
  void enter(int next) {
    if (next == phase) {
      return;
    }
    close();
    Optional<FrozenPart> frozen =
        kept.flatMap(text -> graph.frozen(next).filter(f -> text.withDropout() || !f.dropout()));
    frozen.ifPresent(
        part -> {
          data = kept.orElseThrow().addTo(plain, plainBatcher.inputs(), graph.layers(part));
          batcher = new Batcher(FrozenText.reading(plainBatcher.inputs()), plainBatcher.labels());
        });
    graph.take(frozen);
    phase = next;
  }

  Dataset data() {
    return data;
  }

  Batcher batcher() {
    return batcher;
  }

  /** Goes back to the data alone. */
  @Override
  public void close() {
    data.close();
    data = plain;
    batcher = plainBatcher;
    graph.take(Optional.empty());
    phase = -1;
  }
}
