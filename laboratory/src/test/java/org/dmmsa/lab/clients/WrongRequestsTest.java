package org.dmmsa.lab.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.tools.bench.MadeUpClips;
import org.dmmsa.tools.bench.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongRequestsTest {
  private static final FakeModel MODEL = FakeModel.honest();
  private static final WrongRequests WRONG = new WrongRequests(requests(MODEL.inputs()), 8);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MISSING_INPUT; found the inputs \\[input_mask, segment_ids, audio\\], expected some .*",
        "EXTRA_INPUT; found the inputs \\[.*(text|vision).*\\], expected some of .*",
        "OTHER_TYPE; found \\w+ (int32|int64|float) \\[.*\\], expected (int32|float) \\[B, .*",
        "OTHER_RANK; found \\w+ (int32|float) \\[.*\\], expected (int32|float) \\[B, .*",
        "OTHER_WIDTH; found audio float \\[\\d, \\d, [24]\\], expected float \\[B, T, 3\\] .*",
        "OTHER_ROWS; found \\d rows of (audio|input_mask|segment_ids), expected \\d as of .*",
        "OTHER_LENGTH; found \\d+ tokens of (input_mask|segment_ids), expected \\d+ as of .*",
        "NO_ROWS; found input_ids int32 \\[0, \\d+\\], expected int32 \\[B, L\\] .*",
        "NO_LENGTH; found \\w+ (int32|float) \\[\\d, 0.*\\], expected .*",
        "UNKNOWN_TOKEN; found \\d\\d+ in row \\d of input_ids, expected from 0 to 49.*",
        "NEGATIVE_TOKEN; found -\\d+ in row \\d of input_ids, expected from 0 to 49.*",
        "OTHER_MARK; found (2|-1) in row \\d of (input_mask|segment_ids), expected from 0 to 1.*",
        "NOT_FINITE; found (NaN|-?Infinity) in row \\d of audio, expected finite numbers.*"
      })
  void eachIsRefusedForItsMistakeAndSaysTheSameAgain(Mistake mistake, String message) {
    for (int variant = 0; variant < 16; variant++) {
      String found = refusal(mistake, variant);
      assertThat(found).matches(message);
      assertThat(refusal(mistake, variant)).isEqualTo(found);
    }
  }

  @Test
  void onlyMistakesThatCanBeMadeAreMade() {
    assertThat(WRONG.possible()).containsExactly(Mistake.values());
    Set<Input> audio = EnumSet.of(Input.AUDIO);
    assertThat(new WrongRequests(requests(audio), 8).possible())
        .contains(Mistake.NO_ROWS, Mistake.OTHER_WIDTH)
        .doesNotContain(Mistake.OTHER_ROWS, Mistake.NEGATIVE_TOKEN, Mistake.OTHER_LENGTH);
  }

  private static String refusal(Mistake mistake, int variant) {
    try (InputTensors request = WRONG.make(mistake, variant)) {
      Throwable thrown = catchThrowable(() -> MODEL.answer(request));
      assertThat(thrown).isInstanceOf(InvalidInputException.class);
      return thrown.getMessage();
    }
  }

  private static Requests requests(Set<Input> inputs) {
    MadeUpClips clips = MadeUpClips.of(inputs, MODEL.expects(), new SplittableRandom(1));
    return Requests.of(
        new FakeModel(inputs, (request, truth) -> truth.get(), new AtomicReference<>()), clips);
  }
}
