package org.dmmsa.lab.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutatorTest {
  private static byte[] whole() {
    byte[] bytes = new byte[1_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  @Test
  void theSameSeedDoesTheSameDamageAndLeavesTheOriginalAlone() {
    byte[] whole = whole();
    assertThat(Mutator.mutate(whole, new Random(7)))
        .isEqualTo(Mutator.mutate(whole, new Random(7)));
    assertThat(whole).isEqualTo(whole());
  }

  @Test
  void almostEveryFileIsAnotherOneAndSomeAreShorterOrLonger() {
    Set<Integer> different = new HashSet<>();
    int shorter = 0;
    int longer = 0;
    for (int seed = 0; seed < 500; seed++) {
      byte[] damaged = Mutator.mutate(whole(), new Random(seed));
      different.add(Arrays.hashCode(damaged));
      shorter += damaged.length < 1_000 ? 1 : 0;
      longer += damaged.length > 1_000 ? 1 : 0;
    }
    assertThat(different.size()).isGreaterThan(480);
    assertThat(shorter).isGreaterThan(100);
    assertThat(longer).isGreaterThan(100);
  }

  @Test
  void tinyAndEmptyFilesCanBeDamagedToo() {
    for (int seed = 0; seed < 500; seed++) {
      Mutator.mutate(new byte[1], new Random(seed));
      assertThat(Mutator.mutate(new byte[0], new Random(seed))).isEmpty();
    }
  }

  @Test
  void aWholeValueOfATextBecomesAnotherOne() {
    byte[] text = "{\"epoch\": 12, \"best\": [1, 2]}".getBytes(StandardCharsets.UTF_8);
    Set<String> damaged = new HashSet<>();
    for (int seed = 0; seed < 20_000; seed++) {
      damaged.add(new String(Mutator.mutate(text, new Random(seed)), StandardCharsets.UTF_8));
    }
    assertThat(damaged)
        .contains(
            "null",
            "[]",
            "{\"epoch\": null, \"best\": [1, 2]}",
            "{\"epoch\": 12, \"best\": {}}",
            "{\"epoch\": 12, \"best\": [1, -1]}");
  }
}
