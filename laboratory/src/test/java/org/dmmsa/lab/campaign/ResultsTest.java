package org.dmmsa.lab.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final String EPOCH =
      "{\"epoch\":1,\"losses\":{\"sentiment\":0.25},\"seconds\":%s,\"samples_per_second\":7.0}\n";

  @TempDir Path folder;
  private Path whole;
  private Path killed;

  @BeforeEach
  void makeTwoThatDifferInTimesAlone() throws IOException {
    whole = made("whole", "1.5");
    killed = made("killed", "2.5");
  }

  private Path made(String name, String seconds) throws IOException {
    Path run = folder.resolve(name);
    Path seed = Files.createDirectories(run.resolve("seed-1"));
    Files.writeString(seed.resolve("epochs.jsonl"), EPOCH.formatted(seconds).repeat(2));
    Files.writeString(seed.resolve("metrics.json"), "{\n  \"mae\" : 0.5\n}\n");
    Files.writeString(seed.resolve("predictions-test.csv"), "id,label,prediction\na,1,0.125\n");
    Files.writeString(run.resolve("summary.csv"), "predictor,split\n");
    Files.writeString(run.resolve("provenance.json"), "{\"started\": \"" + seconds + "\"}");
    Files.writeString(Files.createDirectories(run.resolve("tables")).resolve("a-test.csv"), "1\n");
    return run;
  }

  @Test
  void timesAreNoDifference() {
    assertThat(Results.of(whole).byName())
        .containsOnlyKeys(
            "seed-1/epochs.jsonl",
            "seed-1/metrics.json",
            "seed-1/predictions-test.csv",
            "summary.csv",
            "tables/a-test.csv");
    assertThat(Results.of(whole).differences(Results.of(killed))).isEmpty();
  }

  @Test
  void aDigitIs() throws IOException {
    Path seed = killed.resolve("seed-1");
    Files.writeString(seed.resolve("predictions-test.csv"), "id,label,prediction\na,1,0.126\n");
    Files.writeString(
        seed.resolve("epochs.jsonl"),
        EPOCH.formatted("1") + EPOCH.formatted("1").replace("0.25", "0.24"));
    assertThat(Results.of(whole).differences(Results.of(killed)))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("seed-1/epochs.jsonl: line 2: found {\"epoch\":1"))
        .contains("seed-1/predictions-test.csv: line 2: found a,1,0.126, expected a,1,0.125");
  }

  @Test
  void soIsWhatIsMissingAndWhatIsTooMuch() throws IOException {
    Files.delete(killed.resolve("summary.csv"));
    Files.writeString(killed.resolve("tables/b-test.csv"), "1\n");
    Files.writeString(killed.resolve("seed-1/epochs.jsonl"), EPOCH.formatted("1"));
    assertThat(Results.of(whole).differences(Results.of(killed)))
        .contains(
            "summary.csv: found nothing", "tables/b-test.csv: found something, expected nothing")
        .anyMatch(line -> line.startsWith("seed-1/epochs.jsonl: line 2: found its end"));
  }

  @Test
  void halfALineIsRefused() throws IOException {
    Files.writeString(killed.resolve("seed-1/epochs.jsonl"), EPOCH.formatted("1") + "{\"epo");
    assertThatThrownBy(() -> Results.of(killed))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("epochs.jsonl:2");
  }
}
