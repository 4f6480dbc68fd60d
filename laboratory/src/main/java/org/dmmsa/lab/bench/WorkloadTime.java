package org.dmmsa.lab.bench;

import java.util.Optional;
import java.util.OptionalDouble;
import org.dmmsa.lab.bench.Workload.TimeUnit;

/**
 * What a workload took.
 *
 * @param name as in {@code --only}
 * @param description in one line
 * @param unit of the times
 * @param repetitions that were measured
 * @param median time
 * @param q1 a quarter took less
 * @param q3 three quarters took less
 * @param rate at the median: how much of something in a second
 * @param rateUnit as in {@code samples/s}
 * @param gflops at the median: 10^9 floating-point operations a second, by {@link Flop}
 * @param shareOfCeiling that rate by that of the workload {@code ceiling}
 * @param peerMedian PyTorch's median, if it did the same
 * @param ratio our median by PyTorch's: below 1 where we are faster
 */
public record WorkloadTime(
    String name,
    String description,
    TimeUnit unit,
    int repetitions,
    double median,
    double q1,
    double q3,
    double rate,
    String rateUnit,
    OptionalDouble gflops,
    OptionalDouble shareOfCeiling,
    OptionalDouble peerMedian,
    OptionalDouble ratio) {
  private static final double GIGA = 1e9;

  /**
   * Puts together what was measured.
   *
   * @param seconds of each repetition
   * @param ceiling of the machine in GFLOP/s, if it is known
   * @param peerSeconds of each of the peer's
   */
  static WorkloadTime of(
      Workload workload,
      Prepared prepared,
      double[] seconds,
      OptionalDouble ceiling,
      Optional<double[]> peerSeconds) {
    TimeUnit unit = workload.unit();
    double scale = prepared.scale();
    Quartiles ours = Quartiles.of(seconds);
    double whole = scale * ours.median();
    OptionalDouble gflops =
        prepared.flop() == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(prepared.flop() / whole / GIGA);
    OptionalDouble peer =
        peerSeconds
            .map(times -> OptionalDouble.of(scale * Quartiles.of(times).median()))
            .orElse(OptionalDouble.empty());
    return new WorkloadTime(
        workload.name(),
        workload.description(),
        unit,
        seconds.length,
        unit.of(whole),
        unit.of(scale * ours.q1()),
        unit.of(scale * ours.q3()),
        prepared.amount() / whole,
        prepared.amountUnit() + "/s",
        gflops,
        gflops.isPresent() && ceiling.isPresent()
            ? OptionalDouble.of(gflops.getAsDouble() / ceiling.getAsDouble())
            : OptionalDouble.empty(),
        peer.isPresent() ? OptionalDouble.of(unit.of(peer.getAsDouble())) : peer,
        peer.isPresent() ? OptionalDouble.of(whole / peer.getAsDouble()) : peer);
  }
}
