package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.dmmsa.training.evaluation.ModelEvaluator;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.PredictionsCsv;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that an earlier version wrote. {@code earlier.zip} has a run that was stopped in its tenth
 * epoch of 30, before batches had an order and states counted parts of batches; the export that it
 * came to where it was not stopped, {@code ready}; and what that predicted, {@code
 * expected-test.csv}.
 */
class EarlierFilesTest {
  /** Rounding on another processor, over 20 epochs. */
  private static final float CLOSE = 1e-3f;

  @TempDir Path folder;

  @BeforeEach
  void unpack() throws IOException {
    try (InputStream file = EarlierFilesTest.class.getResourceAsStream("earlier.zip");
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path to = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(to);
        } else {
          Files.createDirectories(to.getParent());
          Files.copy(zip, to);
        }
      }
    }
  }

  @Test
  void aRunGoesOnToWhereItWouldHaveComeThen() {
    Run run = Run.existing(folder);
    run.run((seed, seedFolder) -> List.of(), () -> false);
    assertClose(folder.resolve("seed-1/predictions-test.csv"));
    assertThat(folder.resolve("export/1/saved_model.pb")).exists();
  }

  @Test
  void anExportAnswersAsItDidThen() {
    try (ModelEvaluator evaluator =
        ModelEvaluator.open(
            folder.resolve("ready"),
            folder.resolve("synthetic.pkl"),
            Optional.of(folder.resolve("tiny-bert")))) {
      Path now = folder.resolve("now.csv");
      PredictionsCsv.write(now, evaluator.predictions(evaluator.splits("test")));
      assertClose(now);
    }
  }

  private void assertClose(Path file) {
    Predictions expected = PredictionsCsv.readLabelled(folder.resolve("expected-test.csv"));
    Predictions found = PredictionsCsv.readLabelled(file);
    assertThat(found.ids()).isEqualTo(expected.ids());
    assertThat(found.predictions()).containsExactly(expected.predictions(), within(CLOSE));
  }
}
