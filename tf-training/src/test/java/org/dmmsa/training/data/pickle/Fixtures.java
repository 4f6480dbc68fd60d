package org.dmmsa.training.data.pickle;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Test files that numpy 2.4.6 wrote; {@code make_fixtures.py} beside them is how. */
public final class Fixtures {
  private Fixtures() {}

  public static Path values(int protocol) {
    return path("values-protocol-" + protocol + ".pickle");
  }

  public static Path mmsa(int protocol) {
    return path("../mmsa-protocol-" + protocol + ".pickle");
  }

  public static Path largeOfProtocol2() {
    return path("large-protocol-2.pickle");
  }

  private static Path path(String name) {
    URL url = Fixtures.class.getResource(name);
    try {
      return Path.of(Objects.requireNonNull(url, name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
