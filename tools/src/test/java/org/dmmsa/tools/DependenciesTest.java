package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmmsa.savedmodel.file.Sha256;
import org.junit.jupiter.api.Test;

/**
 * Every library that is packaged or tested with is, byte for byte, the one that is written down in
 * {@code dependencies.sha256}, wherever it was fetched from. A new version needs its new line.
 */
class DependenciesTest {
  private static final String NATIVE = "tensorflow-core-native-";
  private static final String TESTED_PLATFORM = "linux-x86_64.jar";

  @Test
  void librariesAreTheOnesThatAreWrittenDown() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (Path jar : jars()) {
      found.put(jar.getFileName().toString(), Sha256.of(jar));
    }
    assertThat(found).hasSizeGreaterThan(50);
    Map<String, String> expected = new TreeMap<>(written());
    expected.keySet().retainAll(found.keySet());
    assertThat(lines(found)).isEqualTo(lines(expected));
  }

  /** Libraries of other platforms are not written down, and neither is what is built here. */
  private static Iterable<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.toString().endsWith(".jar") && Files.isRegularFile(path))
        .filter(path -> path.getParent() == null || !path.getParent().endsWith("target"))
        .filter(path -> !isOfAnotherPlatform(path.getFileName().toString()))
        .toList();
  }

  private static boolean isOfAnotherPlatform(String jar) {
    return jar.matches(NATIVE + "[0-9.]+-.+") && !jar.endsWith(TESTED_PLATFORM);
  }

  private static Map<String, String> written() throws IOException {
    try (InputStream in = DependenciesTest.class.getResourceAsStream("dependencies.sha256")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" {2}", 2))
          .collect(Collectors.toMap(words -> words[1], words -> words[0]));
    }
  }

  private static String lines(Map<String, String> sums) {
    return sums.entrySet().stream()
        .map(sum -> sum.getValue() + "  " + sum.getKey() + "\n")
        .collect(Collectors.joining());
  }
}
