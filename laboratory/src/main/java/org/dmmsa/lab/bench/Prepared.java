package org.dmmsa.lab.bench;

import java.util.Optional;

/**
 * A workload that can be done over and over.
 *
 * @param once does it, or a sample of it
 * @param scale how many times as much as {@code once} the whole is; 1 unless that is a sample
 * @param amount how much of something the whole works on
 * @param amountUnit of what, as in {@code samples}
 * @param flop floating-point operations of the whole, by {@link Flop}; 0 where they are not counted
 * @param peer what PyTorch does instead of {@code once}, if it has a counterpart
 * @param free frees what it holds
 */
public record Prepared(
    Runnable once,
    double scale,
    double amount,
    String amountUnit,
    double flop,
    Optional<PeerTask> peer,
    Runnable free)
    implements AutoCloseable {
  static final String SAMPLES = "samples";

  @Override
  public void close() {
    free.run();
  }
}
