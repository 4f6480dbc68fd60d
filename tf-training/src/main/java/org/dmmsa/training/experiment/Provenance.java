package org.dmmsa.training.experiment;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
 * @param dataSha256 its digest
 * @param bert the BERT's folder
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
    String dataSha256,
    Path bert,
    String bertSha256,
    List<Long> seeds,
    String started) {
  /** The version of this project, as in the POM. */
  public static final String VERSION = "0.1.0";

  /** Of this machine and now. */
  static Provenance now(
      Path data, String dataSha256, Path bert, String bertSha256, List<Long> seeds) {
    return new Provenance(
        VERSION,
        Optional.ofNullable(System.getProperty("dmmsa.commit")).filter(c -> !c.isBlank()),
        TensorFlow.version(),
        System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        data,
        dataSha256,
        bert,
        bertSha256,
        seeds,
        Instant.now().toString());
  }
}
