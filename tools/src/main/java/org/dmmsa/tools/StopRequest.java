package org.dmmsa.tools;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Turns Ctrl-C and a polite kill into a question that a long job can ask. The second one ends the
 * process at once.
 */
final class StopRequest implements AutoCloseable {
  private final AtomicBoolean asked = new AtomicBoolean();
  private final List<Map.Entry<String, Object>> replaced = new ArrayList<>();

  private StopRequest() {}

  /** Listens until closed. */
  static StopRequest onSignals(PrintStream err) {
    StopRequest stop = new StopRequest();
    for (String signal : List.of("INT", "TERM")) {
      Object before = Signals.register(signal, () -> stop.ask(err));
      if (before != null) {
        stop.replaced.add(Map.entry(signal, before));
      }
    }
    return stop;
  }

  /** Whether the user wants the job to stop. */
  boolean asked() {
    return asked.get();
  }

  private void ask(PrintStream err) {
    if (asked.getAndSet(true)) {
      // No cleaning up: whoever asks twice does not want to wait for anything.
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    err.println("stopping after this step, with a checkpoint; once more ends at once");
  }

  @Override
  public void close() {
    replaced.forEach(entry -> Signals.unregister(entry.getKey(), entry.getValue()));
  }
}
