package org.dmmsa.lab.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.dmmsa.lab.bench.BenchResult;
import org.dmmsa.lab.bench.Host;
import org.dmmsa.lab.bench.TorchPeer;
import org.dmmsa.lab.bench.Workload;
import org.dmmsa.lab.bench.WorkloadTime;
import org.dmmsa.model.graph.Precision;
import org.dmmsa.training.report.TextTable;

/** What {@code bench} says to a person. */
final class BenchReport {
  private static final double PERCENT = 100;

  private BenchReport() {}

  /** What the workloads are. */
  static String list(List<Workload> workloads) {
    TextTable table = new TextTable();
    workloads.forEach(workload -> table.row(workload.name(), workload.description()));
    return table.toString();
  }

  /** The machine, and a row for each workload. */
  static String of(BenchResult result) {
    boolean compared = result.peer().isPresent();
    List<String> header =
        new ArrayList<>(
            List.of("workload", "unit", "runs", "median", "q1", "q3", "rate", "of", "GFLOP/s"));
    header.add("% of ceiling");
    if (compared) {
      header.addAll(List.of("PyTorch", "ratio"));
    }
    TextTable table = new TextTable();
    table.row(header.toArray(String[]::new));
    result.workloads().forEach(time -> table.row(cells(time, compared).toArray(String[]::new)));
    StringBuilder text = new StringBuilder(machine(result.machine()));
    if (result.precision() != Precision.FLOAT32) {
      text.append("matrix products in ")
          .append(result.precision().name().toLowerCase(Locale.ROOT))
          .append('\n');
    }
    result.peer().ifPresent(peer -> text.append(peer(peer)));
    if (result.quick()) {
      text.append("quick: tiny sizes, figures mean nothing\n");
    }
    text.append(table);
    if (compared) {
      text.append("ratio: our median by PyTorch's, below 1 where we are faster\n");
    }
    return text.toString();
  }

  private static List<String> cells(WorkloadTime time, boolean compared) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                time.name(),
                time.unit().name().toLowerCase(Locale.ROOT),
                Integer.toString(time.repetitions()),
                number("%.2f", time.median()),
                number("%.2f", time.q1()),
                number("%.2f", time.q3()),
                number("%.1f", time.rate()),
                time.rateUnit(),
                number("%.1f", time.gflops()),
                number("%.0f", scaled(time.shareOfCeiling()))));
    if (compared) {
      cells.add(number("%.2f", time.peerMedian()));
      cells.add(number("%.2f", time.ratio()));
    }
    return cells;
  }

  /** A line that says where figures are from. */
  static String machine(Host host) {
    return String.format(
        Locale.ROOT,
        "%d cores%s, %s, %s, TensorFlow %s with %s threads, Java %s%n",
        host.cores(),
        host.cpu().map(name -> " (" + name + ")").orElse(""),
        host.system(),
        String.join(", ", host.devices()),
        host.tensorflow(),
        host.threads() == 0 ? "its choice of" : Integer.toString(host.threads()),
        host.java());
  }

  private static String peer(TorchPeer.Versions peer) {
    return String.format(
        Locale.ROOT,
        "PyTorch %s with %d threads, transformers %s, %s%n",
        peer.torch(),
        peer.threads(),
        peer.transformers(),
        String.join(" ", peer.options()));
  }

  private static OptionalDouble scaled(OptionalDouble share) {
    return share.isPresent() ? OptionalDouble.of(PERCENT * share.getAsDouble()) : share;
  }

  private static String number(String format, OptionalDouble value) {
    return value.isPresent() ? number(format, value.getAsDouble()) : "-";
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
