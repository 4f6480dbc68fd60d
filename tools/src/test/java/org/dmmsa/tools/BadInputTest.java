package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmmsa.training.data.pickle.ArrayContent;
import org.dmmsa.training.data.pickle.Dtype;
import org.dmmsa.training.data.pickle.PickleWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the user gives, the answer is one line, and nothing is left in the way. */
class BadInputTest {
  @TempDir Path folder;

  private final Map<String, Map<String, Object>> splits = new LinkedHashMap<>();

  @Test
  void aMissingFile() {
    CommandLineRun.of("train", "--config", folder.resolve("x.yaml"), "--run", run())
        .refused("found no such file, expected a YAML config");
    assertThat(run()).doesNotExist();
    refused("x.pkl: no such file", "--data", folder.resolve("x.pkl"));
  }

  @Test
  void aTruncatedPickle() throws IOException {
    byte[] whole = Files.readAllBytes(TinyRun.data());
    Path file = Files.write(folder.resolve("cut.pkl"), Arrays.copyOf(whole, whole.length / 2));
    refused(file.toString(), "--data", file);
  }

  @Test
  void aPickleThatWouldRunACommand() throws IOException {
    Path proof = folder.resolve("proof");
    String attack = "\u0080\u0002cos\nsystem\n(S'touch " + proof + "'\ntR.";
    Path file =
        Files.write(folder.resolve("evil.pkl"), attack.getBytes(StandardCharsets.ISO_8859_1));
    refused("os.system", "--data", file);
    assertThat(proof).doesNotExist();
  }

  @Test
  void otherDimensionsInOneSplit() {
    wellFormed();
    splits.get("valid").put("audio", ones(2, 4, 3));
    refused("audio", "--data", saved());
  }

  @Test
  void aLabelOutOfRange() {
    wellFormed();
    splits.get("test").put("regression_labels", List.of(0.5, 4.0));
    refused("found the label 4.0, expected [-3.0, 3.0]", "--data", saved());
  }

  @Test
  void aLabelThatIsNoNumber() {
    wellFormed();
    splits.get("train").put("regression_labels", List.of(0.5, Double.NaN));
    refused("NaN", "--data", saved());
  }

  @Test
  void anUnknownKey() {
    refused("did you mean", "--set", "joint.epoch=3");
  }

  @Test
  void aWrongType() {
    refused("joint.epochs", "--set", "joint.epochs=many");
    refused("joint.epochs", "--set", "joint.epochs=2.5");
  }

  @Test
  void sizesThatDoNotFit() {
    refused("heads", "--set", "network.heads=3");
    refused("heads", "--set", "bert.tiny.heads=3");
  }

  @Test
  void aBertWithoutAVariable() throws IOException {
    Path bert = folder.resolve("bert");
    copy(TinyRun.bert(), bert);
    Path larger = folder.resolve("larger");
    CommandLineRun.of("bert", "tiny", "--to", larger, "--layers", "2").done();
    Files.copy(
        larger.resolve("saved_model.pb"),
        bert.resolve("saved_model.pb"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    refused("found", "--bert", bert);
    Files.delete(bert.resolve("variables").resolve("variables.data-00000-of-00001"));
    refused("variables", "--bert", bert);
    refused("found", "--bert", folder.resolve("nothing"));
  }

  /** Also proves that the next try is not in the way of this one. */
  private void refused(String part, Object... words) {
    CommandLineRun.of(TinyRun.train(run(), words)).refused(part);
    assertThat(run())
        .satisfiesAnyOf(
            path -> assertThat(path).doesNotExist(), path -> assertThat(path).isEmptyDirectory());
  }

  private Path run() {
    return folder.resolve("run");
  }

  private void wellFormed() {
    for (String split : List.of("train", "valid", "test")) {
      Map<String, Object> columns = new LinkedHashMap<>();
      columns.put("id", IntStream.range(0, 2).mapToObj(row -> split + "$_$" + row).toList());
      columns.put("audio", ones(2, 4, 2));
      columns.put("vision", ones(2, 5, 3));
      columns.put("text_bert", ones(2, 3, 4));
      columns.put("regression_labels", List.of(0.5, -0.5));
      splits.put(split, columns);
    }
  }

  private Path saved() {
    Path file = folder.resolve("data.pkl");
    PickleWriter.write(file, splits);
    return file;
  }

  private static ArrayContent ones(int rows, int frames, int features) {
    return new ArrayContent(
        Dtype.FLOAT32,
        List.of(rows, frames, features),
        (row, to) -> {
          while (to.hasRemaining()) {
            to.putFloat(1);
          }
        });
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
