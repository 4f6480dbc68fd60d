package org.dmmsa.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsCsvTest {
  @TempDir private Path folder;

  private TextsCsv read(String content) throws IOException {
    return TextsCsv.read(Files.writeString(folder.resolve("t.csv"), content));
  }

  @Test
  void columnsAreFoundByNameAndQuotesKeepCommasAndLines() throws IOException {
    TextsCsv texts =
        read("\uFEFFtext,more,id\r\n\"Well, it\nwas \"\"fine\"\"\",1,a\r\nbad,2,b\r\n");
    assertThat(texts.ids()).containsExactly("a", "b");
    assertThat(texts.texts()).containsExactly("Well, it\nwas \"fine\"", "bad");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,text|found no rows, expected a header with id and text",
        "id,words\\na,b|found the columns id, words, expected text once",
        "id,text,id\\na,b,c|found the columns id, text, id, expected id once",
        "id,text\\na,b\\nc|row 2: found 1 values, expected 2",
      })
  void whatIsNoneIsRefused(String content, String expected) {
    assertThatThrownBy(() -> read(content.replace("\\n", "\n")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected);
  }
}
