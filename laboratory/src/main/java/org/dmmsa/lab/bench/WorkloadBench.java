package org.dmmsa.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Takes the time of workloads, one after the other, each first here and then by the peer, so that
 * both find the machine in the same state.
 *
 * @param setup what they are measured with
 * @param effort how long
 * @param peer does the same, if there is one
 */
public record WorkloadBench(Setup setup, Effort effort, Optional<TorchPeer> peer) {

  /**
   * Measures.
   *
   * @param workloads in this order; the ceiling is measured first in any case
   * @param begun hears the name of each before it is measured
   */
  public List<WorkloadTime> measure(List<Workload> workloads, Consumer<String> begun) {
    begun.accept(Workloads.CEILING.name());
    boolean told = workloads.contains(Workloads.CEILING);
    WorkloadTime ceiling = measure(Workloads.CEILING, OptionalDouble.empty(), told);
    List<WorkloadTime> measured = new ArrayList<>();
    for (Workload workload : workloads) {
      if (workload.equals(Workloads.CEILING)) {
        measured.add(ceiling);
      } else {
        begun.accept(workload.name());
        measured.add(measure(workload, ceiling.gflops(), true));
      }
    }
    return measured;
  }

  private WorkloadTime measure(Workload workload, OptionalDouble ceiling, boolean withPeer) {
    Prepared prepared = workload.prepare().apply(setup);
    double[] seconds;
    try (prepared) {
      seconds = effort.times(prepared.once());
    }
    Optional<double[]> peers =
        prepared
            .peer()
            .filter(task -> withPeer)
            .flatMap(task -> peer.map(torch -> torch.times(task, effort)));
    return WorkloadTime.of(workload, prepared, seconds, ceiling, peers);
  }
}
