package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.cli.Options;
import org.dmmsa.training.report.TextTable;
import org.dmmsa.training.run.Provenance;

/** {@code doctor}: what this machine has. */
final class DoctorCommand implements Command {
  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String summary() {
    return "say what this machine has: Java, TensorFlow, devices";
  }

  @Override
  public Options options() {
    return OptionKinds.options(OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa doctor";
  }

  @Override
  public int run(Arguments given, Console console) {
    Machine machine = Machine.look();
    if (given.has("json")) {
      console.json(machine);
    } else {
      console.print(text(machine));
    }
    return ExitCode.DONE;
  }

  private static String text(Machine machine) {
    TextTable table = new TextTable();
    table.row("dmmsa", Provenance.VERSION);
    table.row("java", machine.java());
    table.row("system", machine.system());
    table.row("cores", Integer.toString(machine.cores()));
    table.row("memory", size(machine.memoryBytes()));
    table.row(
        "heap", "up to " + size(machine.heapBytes()) + " (DMMSA_JAVA_OPTS=-Xmx8g changes it)");
    table.row(
        "tensorflow",
        String.format(
            Locale.ROOT, "%s, loaded in %.1f s", machine.tensorflow(), machine.loadSeconds()));
    String devices = String.join(", ", machine.devices());
    table.row(
        "devices",
        machine.missesGpu()
            ? devices + "; no GPU, though this build is for one; " + missing(machine)
            : devices);
    table.row(
        "bfloat16",
        machine.bfloat16()
            ? "multiplied by the processor: runtime.precision=bfloat16 trains faster"
            : "not multiplied by the processor, or the system does not say");
    table.row("native cache", machine.nativeCache() + ", " + size(machine.nativeCacheBytes()));
    table.row(
        "maven",
        machine.maven().map(Path::toString).orElse("not on the PATH; bert fetch needs it"));
    return table.toString();
  }

  private static String missing(Machine machine) {
    return machine.missingForGpu().isEmpty()
        ? "its libraries are all there: does nvidia-smi list one?"
        : "missing: " + String.join(", ", machine.missingForGpu());
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
