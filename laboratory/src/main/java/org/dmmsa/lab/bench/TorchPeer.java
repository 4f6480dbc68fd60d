package org.dmmsa.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.report.JsonFile;

/** PyTorch doing the same work in a process of its own: {@code torch_peer.py}. */
public final class TorchPeer implements AutoCloseable {
  private static final String SCRIPT = "torch_peer.py";
  private static final String RESOURCE = "/org/dmmsa/lab/bench/" + SCRIPT;

  private final TemporaryFolder folder = TemporaryFolder.create();
  private final String python;
  private final int threads;
  private final List<String> options;

  /**
   * What there is of it.
   *
   * @param torch version of PyTorch
   * @param transformers version of Hugging Face's library
   * @param threads that it takes
   * @param options given to the script
   */
  public record Versions(String torch, String transformers, int threads, List<String> options) {}

  /**
   * A peer that nobody asked yet.
   *
   * @param python the command that runs Python 3
   * @param threads of its operations
   * @param options of the script: {@code --precision}, {@code --compile}
   */
  public TorchPeer(String python, int threads, List<String> options) {
    this.python = python;
    this.threads = threads;
    this.options = List.copyOf(options);
    try (InputStream script = TorchPeer.class.getResourceAsStream(RESOURCE)) {
      Files.copy(script, folder.path().resolve(SCRIPT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Looks whether it can work at all.
   *
   * @throws InvalidInputException in one line if not
   */
  public Versions versions() {
    JsonNode found = ask(Map.of("kind", "versions"));
    return new Versions(
        found.path("torch").asText(), found.path("transformers").asText(), threads, options);
  }

  /**
   * Seconds of each repetition of a workload.
   *
   * @throws InvalidInputException in one line if it fails
   */
  double[] times(PeerTask task, Effort effort) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("kind", task.kind());
    request.put("train", task.train());
    request.put("threads", threads);
    request.put("seconds", effort.seconds());
    request.put("network", task.network());
    request.put("batches", task.batches());
    JsonNode times = ask(request).path("times");
    if (times.isEmpty()) {
      throw failed("no times of " + task.kind());
    }
    return StreamSupport.stream(times.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private JsonNode ask(Map<String, Object> request) {
    Path in = folder.path().resolve("in");
    Path out = folder.path().resolve("out");
    Path err = folder.path().resolve("err");
    List<String> words = new ArrayList<>(List.of(python, SCRIPT));
    words.addAll(options);
    try {
      Files.writeString(in, JsonFile.line(request));
      Process process =
          new ProcessBuilder(words)
              .directory(folder.path().toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (exitCode(process) != 0) {
        throw failed(lastLine(err));
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "--compare: cannot run %s: %s".formatted(python, e.getMessage()), e);
    }
    List<JsonNode> answers = JsonFile.readLines(out);
    if (answers.size() != 1) {
      throw failed(answers.size() + " answers");
    }
    return answers.get(0);
  }

  private static int exitCode(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the peer was measured", e);
    } finally {
      process.destroy();
    }
  }

  private static String lastLine(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "a failure without a word" : lines.get(lines.size() - 1).strip();
  }

  private InvalidInputException failed(String found) {
    return new InvalidInputException(
        "--compare %s: found %s, expected a Python 3 with torch and transformers"
            .formatted(python, found));
  }

  @Override
  public void close() {
    folder.close();
  }
}
