package org.dmmsa.training.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.file.Sha256;
import org.dmmsa.training.data.Dataset;
import org.tensorflow.TensorFlow;

/**
 * Where a run's results come from: {@code provenance.json}.
 *
 * @param version of this project
 * @param commit of its source, where it is known
 * @param tensorflow version of the runtime
 * @param java version and vendor
 * @param system operating system and architecture
 * @param processors cores that the run may use
 * @param data the data file
 * @param dataBytes its size
 * @param dataModified when it was last written
 * @param dataSha256 its digest
 * @param dataSampleSha256 that of blocks of it, see {@link Sha256#ofSample}; none of an older run
 * @param rows of each split
 * @param bert the folder of the BERT that the method has, or that computed its text features
 * @param bertSha256 digest of its graph and variables
 * @param seeds one training for each
 * @param started when the run began
 */
public record Provenance(
    String version,
    Optional<String> commit,
    String tensorflow,
    String java,
    String system,
    int processors,
    Path data,
    long dataBytes,
    String dataModified,
    String dataSha256,
    Optional<String> dataSampleSha256,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Integer> rows, // older runs have none
    Optional<Path> bert,
    Optional<String> bertSha256,
    List<Long> seeds,
    String started) {
  /** The version of this project, as in the POM. */
  public static final String VERSION = "0.1.0";

  /** The commit that this application was built of, where its start says so. */
  public static Optional<String> commitOfThis() {
    return Optional.ofNullable(System.getProperty("dmmsa.commit")).filter(c -> !c.isBlank());
  }

  /** Of this machine and now. */
  static Provenance now(RunInputs inputs) {
    Path data = inputs.data().source();
    return new Provenance(
        VERSION,
        commitOfThis(),
        TensorFlow.version(),
        System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        data,
        bytes(data),
        modified(data),
        Sha256.of(data),
        Optional.of(Sha256.ofSample(data)),
        rows(inputs.data()),
        inputs.bert().map(BertSavedModel::folder),
        inputs.bert().map(BertSavedModel::digest),
        inputs.config().seeds(),
        Instant.now().toString());
  }

  /**
   * Checks that a run goes on with what it was begun with. Of a data file that is as large and as
   * old as it was, some blocks are read for that, and not all of it.
   *
   * @param wholly whether all of it is read in any case
   * @throws InvalidInputException if the data or the BERT is another one
   */
  void requireSame(RunInputs inputs, Path run, boolean wholly) {
    Path now = inputs.data().source();
    boolean untouched =
        !wholly
            && now.equals(data)
            && bytes(now) == dataBytes
            && modified(now).equals(dataModified)
            && dataSampleSha256.map(Sha256.ofSample(now)::equals).orElse(true);
    if (!untouched && !Sha256.of(now).equals(dataSha256)) {
      throw other(now, "data", run);
    }
    inputs
        .bert()
        .filter(given -> !Optional.of(given.digest()).equals(bertSha256))
        .ifPresent(
            given -> {
              throw other(given.folder(), "BERT", run);
            });
  }

  /** Whether a file is there and holds the data that the run was begun with. */
  public boolean isOf(Path file) {
    return Files.isRegularFile(file)
        && bytes(file) == dataBytes
        && (modified(file).equals(dataModified) || Sha256.of(file).equals(dataSha256));
  }

  private static Map<String, Integer> rows(Dataset data) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    data.splits().forEach(split -> rows.put(split.name(), split.size()));
    return rows;
  }

  private static InvalidInputException other(Path where, String what, Path run) {
    return new InvalidInputException(
        String.format(
            "%s: found other %s than the run in %s was begun with, expected the same",
            where, what, run));
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toString();
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
