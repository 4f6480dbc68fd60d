package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of the archive, with a program in place of Java that tells what it was given. */
class LauncherTest {
  private static final Path SCRIPT = Path.of("src/main/assembly/bin/dmmsa");

  @TempDir Path home;

  @BeforeEach
  void makeJava() throws IOException {
    Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho \"locale ${LC_ALL:-none}\"\necho \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private String start(Map<String, String> environment) throws Exception {
    ProcessBuilder script =
        new ProcessBuilder("sh", SCRIPT.toString(), "inspect", "two words")
            .redirectErrorStream(true);
    script.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    script.environment().put("JAVA_HOME", home.toString());
    script.environment().putAll(environment);
    Process process = script.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  @Test
  void javaGetsTheWordsAsTheyAre() throws Exception {
    assertThat(start(Map.of("DMMSA_JAVA_OPTS", "-Xmx1g -Xss2m")))
        .contains(" -Xmx1g -Xss2m -cp ")
        .endsWith("org.dmmsa.tools.Main inspect two words\n");
  }

  @Test
  void theTestBenchHasItsOwnClassesAndEntry() throws Exception {
    assertThat(start(Map.of("DMMSA_CLASSES", "bench/*", "DMMSA_MAIN", "org.dmmsa.lab.Lab")))
        .contains(" -cp bench/*:")
        .endsWith("org.dmmsa.lab.Lab inspect two words\n");
  }

  /** Java names no file with other letters than ASCII's otherwise. */
  @Test
  void whereThereIsNoLocaleItIsOneWithAllLetters() throws Exception {
    assertThat(start(Map.of())).contains("locale C.UTF-8\n");
    assertThat(start(Map.of("LC_ALL", "C"))).contains("locale C.UTF-8\n");
    assertThat(start(Map.of("LANG", "POSIX"))).contains("locale C.UTF-8\n");
    assertThat(start(Map.of("LANG", "de_DE.UTF-8"))).contains("locale none\n");
    assertThat(start(Map.of("LC_ALL", "fr_FR.UTF-8", "LANG", "C")))
        .contains("locale fr_FR.UTF-8\n");
  }
}
