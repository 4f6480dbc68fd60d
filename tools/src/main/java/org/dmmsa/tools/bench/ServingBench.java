package org.dmmsa.tools.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What a model costs when it is served: latency of requests of one row, and how many rows it scores
 * in requests of many.
 *
 * <p>The model runs in this process, so what a network and a server's messages cost comes on top;
 * and clients take their share of the cores.
 *
 * @param requests what is asked, and of which model
 * @param seconds how long each measurement takes
 */
public record ServingBench(Requests requests, int seconds) {
  /** Rows of the requests that are measured. */
  private static final List<Integer> ROWS = List.of(1, 32);

  private static final long MINUTE = 60_000; // milliseconds

  /** How long the measurements take, in seconds, with the warm-up. */
  public int duration(List<Integer> clients) {
    return seconds * ROWS.size() * (clients.size() + 1);
  }

  /**
   * Measures, after as long a time of requests that do not count, by the most clients.
   *
   * @param clients how many of them ask side by side, one number after the other
   */
  public List<Measurement> measure(List<Integer> clients) {
    int most = clients.stream().mapToInt(number -> number).max().orElseThrow();
    ROWS.forEach(rows -> loop(rows, most).run(timeIsUp()));
    List<Measurement> measured = new ArrayList<>();
    for (int rows : ROWS) {
      for (int number : clients) {
        measured.add(Measurement.of(rows, number, loop(rows, number).run(timeIsUp())));
      }
    }
    return measured;
  }

  /**
   * Has requests of one row answered for a long time.
   *
   * @param each hears of a minute when it is over
   */
  public Soak soak(int clients, int minutes, Consumer<SoakMinute> each) {
    return Soak.run(loop(1, clients), minutes, MINUTE, each);
  }

  private ClosedLoop loop(int rows, int clients) {
    return new ClosedLoop(random -> requests.ask(rows, random), clients);
  }

  private BooleanSupplier timeIsUp() {
    long start = System.nanoTime();
    return () -> System.nanoTime() - start >= seconds * 1_000_000_000L;
  }
}
