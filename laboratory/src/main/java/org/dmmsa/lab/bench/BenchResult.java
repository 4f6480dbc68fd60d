package org.dmmsa.lab.bench;

import java.util.List;
import java.util.Optional;
import org.dmmsa.model.graph.Precision;

/**
 * All that {@code bench} found.
 *
 * @param machine where
 * @param precision of matrix products, on both sides
 * @param quick whether sizes were tiny, so that figures mean nothing
 * @param peer the PyTorch beside it, if there was one
 * @param workloads in the order in which they were measured
 */
public record BenchResult(
    Host machine,
    Precision precision,
    boolean quick,
    Optional<TorchPeer.Versions> peer,
    List<WorkloadTime> workloads) {
  public BenchResult {
    workloads = List.copyOf(workloads);
  }
}
