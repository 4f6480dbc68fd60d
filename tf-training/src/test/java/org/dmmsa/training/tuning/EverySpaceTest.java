package org.dmmsa.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code configs/tune/} suits the config that it is for. */
class EverySpaceTest {
  private static final Path CONFIGS = Path.of("..", "configs");

  @TempDir Path folder;

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS.resolve("tune"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void itsFirstLineNamesTheConfigAndAllItsTrialsCanBeLaidOut(Path space) throws IOException {
    String first = Files.readAllLines(space).get(0);
    Path config = CONFIGS.resolveSibling(first.replaceFirst(".*?(configs/\\S+\\.yaml).*", "$1"));
    Tuning tuning = Tuning.of(space, new Tuning.Surroundings(config, List.of(), folder));
    assertThat(tuning.left()).isEqualTo(tuning.size()).isPositive();
    assertThat(tuning.runs().stream().map(TrialRun::name).distinct()).hasSameSizeAs(tuning.runs());
  }

  @ParameterizedTest
  @CsvSource({
    "a.rest.rate, rest.rate",
    "a.bert.rate, bert.rate",
    "b.dropout, b.dropout",
    "c.dropout, c.dropout",
    "dropout, dropout",
    "b.temperature, temperature"
  })
  void headingsAreTheEndsOfKeysThatTellThemApart(String key, String heading) {
    List<String> all =
        List.of("a.rest.rate", "a.bert.rate", "b.dropout", "c.dropout", "dropout", "b.temperature");
    assertThat(ShortKeys.of(key, all)).isEqualTo(heading);
  }
}
