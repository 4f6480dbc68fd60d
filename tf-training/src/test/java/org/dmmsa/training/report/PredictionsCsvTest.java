package org.dmmsa.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionsCsvTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("p.csv");
  }

  @Test
  void columnsComeInTheirFixedOrder() throws IOException {
    Predictions predictions =
        Predictions.of(List.of("03bSnISJMiM$_$1"), new float[] {-1.5f})
            .with(Predictions.UNIMODAL, new float[][] {{1, 2, 3, 4, 5, 6}})
            .with(Predictions.POLARITY, new float[][] {{0.25f, 0.5f, 0.25f}})
            .with(Predictions.LABEL, new float[] {0.1f});
    PredictionsCsv.write(file, predictions);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            id,label,prediction,polarity_negative,polarity_neutral,polarity_positive,\
            unimodal_ts,unimodal_td,unimodal_as,unimodal_ad,unimodal_vs,unimodal_vd
            03bSnISJMiM$_$1,0.1,-1.5,0.25,0.5,0.25,1.0,2.0,3.0,4.0,5.0,6.0
            """);
  }

  @Test
  void everyFiniteFloatReadsBackExactly() {
    Random random = new Random(1);
    float[] values = new float[5000];
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      do {
        values[i] = Float.intBitsToFloat(random.nextInt());
      } while (!Float.isFinite(values[i]));
      ids.add("s" + i);
    }
    values[0] = -0.0f;
    values[1] = Float.MIN_VALUE;
    values[2] = -Float.MAX_VALUE;
    PredictionsCsv.write(file, Predictions.of(ids, values).with(Predictions.LABEL, values));
    Predictions found = PredictionsCsv.readLabelled(file);
    assertThat(found.ids()).isEqualTo(ids);
    assertThat(bits(found.predictions())).isEqualTo(bits(values));
    assertThat(bits(found.column(Predictions.LABEL).orElseThrow())).isEqualTo(bits(values));
  }

  @Test
  void strangeIdsReadBackExactly() {
    List<String> ids =
        List.of(
            "a,b",
            "say \"hi\"",
            "two\nlines",
            "two\r\nlines",
            "",
            " padded ",
            "#no comment",
            "情感",
            "\"",
            "\t",
            "'quoted'",
            "tail\\",
            "1.0",
            "\uFEFFmark",
            "a;b",
            "\r");
    float[] values = new float[ids.size()];
    PredictionsCsv.write(file, Predictions.of(ids, values));
    assertThat(PredictionsCsv.read(file).ids()).isEqualTo(ids);
  }

  @Test
  void quotingFollowsTheStandard() throws IOException {
    PredictionsCsv.write(file, Predictions.of(List.of("a \"b\", c"), new float[] {1}));
    assertThat(Files.readString(file)).isEqualTo("id,prediction\n\"a \"\"b\"\", c\",1.0\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,label,prediction\na,1,2\nb,-1.5,.5\n",
        "\uFEFFid,label,prediction\r\na,1,2\r\nb,-1.5,5e-1",
        "prediction,note,id,label\n2.,x,a,+1\n\n0.50000000001,\"y,\nz\",b,-1.5\n\n",
        "\"id\",\"label\",\"prediction\"\n\"a\",\"1\",\"2\"\n\"b\",\"-1.5\",\"0.5\"\n",
      })
  void filesOfOtherProgramsAreRead(String text) {
    Predictions found = read(text);
    assertThat(found.ids()).containsExactly("a", "b");
    assertThat(found.predictions()).containsExactly(2, 0.5f);
    assertThat(found.column(Predictions.LABEL))
        .hasValueSatisfying(l -> assertThat(l).containsExactly(1, -1.5f));
    assertThat(found.present()).containsExactly("label", "prediction");
  }

  @Test
  void labelsMayBeAbsentUnlessAskedFor() {
    assertThat(read("id,prediction\na,1\n").column(Predictions.LABEL)).isEmpty();
    assertThatThrownBy(() -> PredictionsCsv.readLabelled(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": found no column label, expected the columns id, label, prediction");
  }

  @Test
  void fileWithAHeaderAloneHasNoSamples() {
    assertThat(read("id,label,prediction\n").size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,label,prediction~a,1,2~b,x,2 | : row 2, column label: found \"x\", expected a finite"
            + " number",
        "id,label,prediction~a,1,nan | : row 1, column prediction: found \"nan\", expected a finite"
            + " number",
        "id,label,prediction~a,1,NaN | : row 1, column prediction: found \"NaN\", expected a finite"
            + " number",
        "id,label,prediction~a,1,-inf | : row 1, column prediction: found \"-inf\", expected a"
            + " finite number",
        "id,label,prediction~a,1,1e39 | : row 1, column prediction: found \"1e39\", expected a"
            + " finite number",
        "id,label,prediction~a,1,1f | : row 1, column prediction: found \"1f\", expected a finite"
            + " number",
        "id,label,prediction~a,1, | : row 1, column prediction: found \"\", expected a finite"
            + " number",
        "id,label,prediction~a,1 | : row 1: found 2 values, expected 3 (one a column)",
        "id,label,prediction~a,1,2~b,1,2,3 | : row 2: found 4 values, expected 3 (one a column)",
        "id,label~a,1 | : found the columns id, label, expected also prediction",
        "label,prediction~1,1 | : found the columns label, prediction, expected also id",
        "id,label,label,prediction~a,1,1,1 | : found the column label twice, expected it once",
        "id,prediction,polarity_negative~a,1,high | : row 1, column polarity_negative: found"
            + " \"high\", expected a finite number",
        "'' | : found an empty file, expected a header with id and prediction",
        "~~ | : found an empty file, expected a header with id and prediction",
      })
  void refusalNamesRowAndColumn(String text, String message) {
    assertThatThrownBy(() -> read(text.replace('~', '\n')))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id,prediction\n\"a,1\n", "id,prediction\n\"a\"b,1\n"})
  void brokenQuotesAreRefusedWithTheirLine(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching("\\Q" + file + "\\E:[23]: found .*, expected CSV");
  }

  @Test
  void fileThatCannotBeReadIsRefused() throws IOException {
    assertThatThrownBy(() -> PredictionsCsv.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": found no such file, expected predictions");
    assertThatThrownBy(() -> PredictionsCsv.read(folder))
        .hasMessage(folder + ": found a folder, expected predictions");
    Files.write(file, "id,prediction\n\u00e9,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> PredictionsCsv.read(file))
        .hasMessage(file + ": found bytes that are not UTF-8, expected CSV");
  }

  @Test
  void columnOfAnotherLengthOrNameIsRefused() {
    Predictions one = Predictions.of(List.of("a"), new float[] {1});
    assertThatThrownBy(() -> one.with(Predictions.LABEL, new float[2]))
        .hasMessage("label: found 2 values, expected 1");
    assertThatThrownBy(() -> one.with("lable", new float[1]))
        .hasMessageStartingWith("found column lable, expected one of label, prediction,");
    assertThatThrownBy(() -> one.with(Predictions.POLARITY, new float[][] {{1, 2}}))
        .hasMessageEndingWith("found 2 values in row 1, expected 3");
  }

  private Predictions read(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return PredictionsCsv.read(file);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
