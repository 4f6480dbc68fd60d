package org.dmmsa.lab.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.Folders;

/**
 * What Jazzer calls with one input after the other, which it makes of earlier ones that reached new
 * code. The first byte of an input is the number of the file that the others are written to.
 */
public final class JazzerTarget {
  private static JazzerTarget tried;

  private final Map<Path, byte[]> whole;
  private final List<Path> files;
  private final FuzzFormat.Reading reading;
  private int inputs;

  /**
   * Reads every file once.
   *
   * @param files whole ones
   */
  JazzerTarget(List<Path> files, FuzzFormat.Reading reading) throws IOException {
    this.files = files;
    this.reading = reading;
    whole = contents(files);
    files.forEach(reading::read); // a whole file that is refused would make all the rest worthless
  }

  private static Map<Path, byte[]> contents(List<Path> files) throws IOException {
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    for (Path file : files) {
      contents.put(file, Files.readAllBytes(file));
    }
    return contents;
  }

  /** Called by Jazzer once, with a format and the folder of samples, which is spoilt. */
  public static void fuzzerInitialize(String[] words) throws IOException {
    FuzzFormat format = FuzzFormats.named(words[0]);
    Path samples = Path.of(words[1]);
    tried = new JazzerTarget(format.files().in(samples), format.open().of(samples));
  }

  /** Called by Jazzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    tried.read(input);
  }

  /** Reads a file; anything but a refusal is thrown, and so is a second of processor time. */
  void read(byte... input) throws IOException {
    Path file = files.get(input.length == 0 ? 0 : Byte.toUnsignedInt(input[0]) % files.size());
    Files.write(file, Arrays.copyOfRange(input, Math.min(1, input.length), input.length));
    long start = FuzzWorker.cpu();
    try {
      reading.read(file);
    } catch (InvalidInputException e) {
      // as it should be
    }
    long millis = (FuzzWorker.cpu() - start) / 1_000_000;
    if (inputs++ >= FuzzWorker.WARM_UP && millis > FuzzWorker.SLOW) {
      throw new IllegalStateException("%d ms of processor time".formatted(millis));
    }
    Files.write(file, whole.get(file));
  }

  /** The whole files as inputs, in a folder. */
  static void seeds(List<Path> files, Path to) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      byte[] bytes = Files.readAllBytes(files.get(i));
      byte[] seed = new byte[1 + bytes.length];
      seed[0] = (byte) i;
      System.arraycopy(bytes, 0, seed, 1, bytes.length);
      Files.write(to.resolve("whole-" + i), seed);
    }
  }

  /**
   * Starts Jazzer with the same classes in a process of its own.
   *
   * @param words format, seconds, and a folder, where what was found earlier is tried first
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    FuzzFormat format = FuzzFormats.named(words[0]);
    Path folder = Path.of(words[2]).resolve(format.name()).toAbsolutePath();
    Path samples = folder.resolve("samples");
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path findings = Files.createDirectories(folder.resolve("findings"));
    Folders.delete(samples);
    Samples.make(Files.createDirectory(samples));
    seeds(format.files().in(samples), corpus);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerTarget.class.getName(),
                "--target_args=" + format.name() + " " + samples,
                "--instrumentation_includes=org.dmmsa.**",
                "--custom_hook_includes=org.dmmsa.**:com.fasterxml.**:org.yaml.**",
                // Takes the file that is always opened for one that an input could choose.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.FilePathTraversal",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + findings + "/",
                "-max_total_time=" + words[1],
                "-timeout=20",
                "-rss_limit_mb=0",
                "-keep_seed=1",
                "-print_final_stats=1",
                corpus.toString(),
                findings.toString())
            .inheritIO()
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    System.exit(process.waitFor());
  }
}
