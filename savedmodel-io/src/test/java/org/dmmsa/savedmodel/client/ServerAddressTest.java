package org.dmmsa.savedmodel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @Test
  void namesAndAddressesAreRead() {
    assertThat(ServerAddress.parse("models.example.org:8500"))
        .isEqualTo(new ServerAddress("models.example.org", 8500));
    assertThat(ServerAddress.parse("10.0.0.7:1")).isEqualTo(new ServerAddress("10.0.0.7", 1));
    assertThat(ServerAddress.parse("[::1]:65535")).isEqualTo(new ServerAddress("::1", 65535));
    assertThat(ServerAddress.parse("[::1]:65535")).hasToString("[::1]:65535");
    assertThat(ServerAddress.parse("h:8500")).hasToString("h:8500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h", "h:", ":1", "h:0", "h:65536", "h:x", "h:1/a", "a b:1", "::1:1"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ServerAddress.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("found the server '%s', expected HOST:PORT, as in localhost:8500", text);
  }
}
