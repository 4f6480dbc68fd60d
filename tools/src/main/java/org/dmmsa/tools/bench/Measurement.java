package org.dmmsa.tools.bench;

import org.HdrHistogram.Histogram;

/**
 * How a model answered some clients in a closed loop.
 *
 * @param rows of each request
 * @param clients that asked side by side
 * @param requests that were answered
 * @param seconds that it took
 * @param p50Ms the median latency, in milliseconds: from a row's numbers in Java to its answers
 *     there, with the tensors between
 * @param p99Ms 99 of 100 requests took no longer; of few requests, the slowest
 * @param maxMs the slowest
 * @param requestsPerSecond of all clients together
 * @param rowsPerSecond of all clients together
 */
public record Measurement(
    int rows,
    int clients,
    long requests,
    double seconds,
    double p50Ms,
    double p99Ms,
    double maxMs,
    double requestsPerSecond,
    double rowsPerSecond) {

  static Measurement of(int rows, int clients, ClosedLoop.Run run) {
    Histogram nanos = run.nanos();
    long requests = nanos.getTotalCount();
    return new Measurement(
        rows,
        clients,
        requests,
        run.seconds(),
        nanos.getValueAtPercentile(50) / 1e6,
        nanos.getValueAtPercentile(99) / 1e6,
        nanos.getMaxValue() / 1e6,
        requests / run.seconds(),
        rows * requests / run.seconds());
  }
}
