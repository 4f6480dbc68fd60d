package org.dmmsa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;

class InputColumnsTest {
  private static final Set<Input> TOKENS =
      EnumSet.of(Input.INPUT_IDS, Input.INPUT_MASK, Input.SEGMENT_IDS, Input.AUDIO, Input.VISION);

  private static InputColumns of(String schema, Set<Input> inputs) {
    return InputColumns.of("t", StructType.fromDDL(schema), inputs);
  }

  @Test
  void tokensAreTakenBeforeTextsAndOthersAreIgnored() {
    InputColumns both = of("text string, id long, input_ids array<long>, label int", TOKENS);
    assertThat(both.names()).containsExactly("id", "input_ids");
    assertThat(both.hasTexts()).isFalse();
    InputColumns texts = of("vision array<array<double>>, id string, text string", TOKENS);
    assertThat(texts.names()).containsExactly("id", "text", "vision");
    assertThat(texts.hasTexts()).isTrue();
  }

  @Test
  void aModelOfTextFeaturesNeedsThem() {
    Set<Input> features = EnumSet.of(Input.TEXT, Input.AUDIO);
    assertThat(of("id string, text array<array<float>>", features).names())
        .containsExactly("id", "text");
    refused("id string, text string", features, "text of string, expected array<array<float>>");
    refused(
        "id string, input_ids array<int>", features, "the columns id, input_ids, expected text");
  }

  @Test
  void columnsOfOtherNamesOrTypesAreRefused() {
    refused(
        "name string, text string", TOKENS, "t: found the columns name, text, expected id once");
    refused("id string, audio array<array<float>>", TOKENS, "expected text once");
    refused("id long, text array<int>", TOKENS, "the column text of array<int>, expected string");
    refused("id long, input_ids array<string>", TOKENS, "array<string>, expected array<int>");
    refused(
        "id long, text string, audio array<float>",
        TOKENS,
        "the column audio of array<float>, expected array<array<float>>");
  }

  private static void refused(String schema, Set<Input> inputs, String part) {
    assertThatThrownBy(() -> of(schema, inputs))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(part);
  }
}
