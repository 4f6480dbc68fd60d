package org.dmmsa.training.data.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes, names and sizes are those of numpy's {@code dtype(code)}. */
class DtypeTest {
  @ParameterizedTest
  @CsvSource({
    "b1, bool, 1, true, true",
    "i1, int8, 1, true, true",
    "i8, int64, 8, true, true",
    "u2, uint16, 2, true, true",
    "f2, float16, 2, true, false",
    "f8, float64, 8, true, false",
    "S3, bytes3, 3, false, false",
    "S16777216, bytes16777216, 16777216, false, false",
    "U12, str12, 48, false, false",
    "U4194304, str4194304, 16777216, false, false",
    "O8, object, 8, false, false",
    "O4, object, 4, false, false"
  })
  void aCodeOfNumpyIsAType(String code, String name, int size, boolean number, boolean integer) {
    Dtype dtype = Dtype.parse(code).orElseThrow();
    assertThat(dtype).hasToString(name);
    assertThat(dtype.code()).isEqualTo(code);
    assertThat(dtype.itemSize()).isEqualTo(size);
    assertThat(dtype.isNumber()).isEqualTo(number);
    assertThat(dtype.isInteger()).isEqualTo(integer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b2",
        "i3",
        "u16",
        "f1",
        "f16",
        "O2",
        "c8",
        "M8",
        "f",
        "8",
        "",
        "f-4",
        "f4 ",
        "S16777217",
        "U4194305",
        "U9999999999"
      })
  void anyOtherCodeIsNone(String code) {
    assertThat(Dtype.parse(code)).isEmpty();
  }

  @Test
  void aTextHasAnItemOfFourBytesForEachCharacter() {
    assertThat(Dtype.unicode(3)).isEqualTo(Dtype.parse("U3").orElseThrow());
  }
}
