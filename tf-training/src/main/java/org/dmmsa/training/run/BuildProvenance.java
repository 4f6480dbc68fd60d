package org.dmmsa.training.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * How an export came to be, as supply chain tools read it: an in-toto statement (v1) with a SLSA
 * provenance (v1), {@code assets.extra/provenance.intoto.json}. It is not signed.
 *
 * @param subject every file of the model by its digest
 * @param predicate what they were made of, by what
 */
record BuildProvenance(
    @JsonProperty("_type") String type,
    List<Artifact> subject,
    @JsonProperty("predicateType") String predicateType,
    Predicate predicate) {
  private static final String STATEMENT = "https://in-toto.io/Statement/v1";
  private static final String SLSA = "https://slsa.dev/provenance/v1";
  private static final String BUILD = "urn:dmmsa:train:v1";
  private static final String SHA256 = "sha256";

  /** A file, a folder or a source tree. */
  record Artifact(String name, Map<String, String> digest) {}

  record Predicate(
      @JsonProperty("buildDefinition") BuildDefinition buildDefinition,
      @JsonProperty("runDetails") RunDetails runDetails) {}

  record BuildDefinition(
      @JsonProperty("buildType") String buildType,
      @JsonProperty("externalParameters") Map<String, Object> externalParameters,
      @JsonProperty("internalParameters") Map<String, Object> internalParameters,
      @JsonProperty("resolvedDependencies") List<Artifact> resolvedDependencies) {}

  record RunDetails(Builder builder, Map<String, String> metadata) {}

  record Builder(String id, Map<String, String> version) {}

  /**
   * The statement of an export.
   *
   * @param files their SHA-256 by path
   * @param config of the run, as it was resolved
   */
  static BuildProvenance of(
      SortedMap<String, String> files,
      Provenance from,
      String config,
      long seed,
      String checkpoint) {
    List<Artifact> subjects = new ArrayList<>();
    files.forEach((file, sum) -> subjects.add(new Artifact(file, Map.of(SHA256, sum))));
    List<Artifact> materials = new ArrayList<>();
    materials.add(
        new Artifact(from.data().getFileName().toString(), Map.of(SHA256, from.dataSha256())));
    from.bertSha256()
        .ifPresent(
            sum ->
                materials.add(
                    new Artifact(
                        from.bert().orElseThrow().getFileName().toString(), Map.of(SHA256, sum))));
    from.commit()
        .ifPresent(commit -> materials.add(new Artifact("dmmsa", Map.of("gitCommit", commit))));
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("config", config);
    asked.put("seed", seed);
    asked.put("checkpoint", checkpoint);
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("java", from.java());
    machine.put("system", from.system());
    machine.put("processors", from.processors());
    return new BuildProvenance(
        STATEMENT,
        subjects,
        SLSA,
        new Predicate(
            new BuildDefinition(BUILD, asked, machine, materials),
            new RunDetails(
                new Builder(
                    "urn:dmmsa:cli",
                    Map.of("dmmsa", from.version(), "tensorflow", from.tensorflow())),
                Map.of("startedOn", from.started()))));
  }
}
