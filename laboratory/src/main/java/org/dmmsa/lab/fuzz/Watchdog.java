package org.dmmsa.lab.fuzz;

/** Ends a process that does not answer in time. */
final class Watchdog implements AutoCloseable {
  private static final long LOOKS_EVERY = 250; // milliseconds

  private final Process process;
  private final Thread thread = new Thread(this::watch, "watchdog");
  private volatile long deadline;
  private volatile boolean barked;

  /**
   * Watches.
   *
   * @param nanos until the first answer
   */
  Watchdog(Process process, long nanos) {
    this.process = process;
    expectWithin(nanos);
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (System.nanoTime() - deadline < 0) {
        Thread.sleep(LOOKS_EVERY);
      }
      barked = true;
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** Moves the deadline. */
  void expectWithin(long nanos) {
    deadline = System.nanoTime() + nanos;
  }

  /** Whether it ended the process. */
  boolean barked() {
    return barked;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
