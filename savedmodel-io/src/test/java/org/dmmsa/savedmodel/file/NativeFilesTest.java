package org.dmmsa.savedmodel.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;

class NativeFilesTest {
  private static final Path FOLDER = Path.of("runs/a/.last.new");

  @Test
  void whatIsSaidOfAFileIsForTheUser() {
    RuntimeException said =
        new IllegalStateException(
            FOLDER.resolve("weights.data") + ".tempstate7; File too large\n\t [[{{node Save}}]]");
    assertThat(NativeFiles.refusal(FOLDER, said))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(FOLDER + ": found File too large, expected a place to write")
        .hasCause(said);
  }

  @Test
  void allElseStaysWhatItIs() {
    for (String message : new String[] {"no such op; see above", FOLDER + " is odd", null}) {
      RuntimeException said = new IllegalStateException(message);
      assertThat(NativeFiles.refusal(FOLDER, said)).isSameAs(said);
    }
  }
}
