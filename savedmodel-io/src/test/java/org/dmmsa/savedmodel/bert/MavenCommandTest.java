package org.dmmsa.savedmodel.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs shell scripts in Maven's place: no network. */
@DisabledOnOs(OS.WINDOWS)
class MavenCommandTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("with space"));
  }

  private MavenCommand maven(String script) throws IOException {
    Path file = temporary.resolve("mvn");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new MavenCommand(file.toString());
  }

  @Test
  void mavenIsAskedForOneFileInTheFolder() throws IOException {
    Path file = maven("echo \"$@\" > a.jar").copy("g:a:1", folder);
    assertThat(file).isEqualTo(folder.resolve("a.jar"));
    assertThat(file)
        .content()
        .isEqualTo(
            "-B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy"
                + " -Dartifact=g:a:1 -DoutputDirectory="
                + folder
                + "\n");
  }

  @Test
  void itsFirstErrorIsGivenWhenItFails() throws IOException {
    MavenCommand maven =
        maven("echo chatter; echo '[ERROR] '; echo '[ERROR] no g:a -> [Help 1]'; exit 1");
    assertThatThrownBy(() -> maven.copy("g:a:1", folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(maven.executable() + " could not get g:a:1: no g:a");
  }

  @Test
  void aFailureWithoutAWordIsGivenWithItsExit() throws IOException {
    assertThatThrownBy(() -> maven("exit 3").copy("g:a:1", folder)).hasMessageEndingWith("exit 3");
    assertThatThrownBy(() -> maven("exit 0").copy("g:a:1", folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("gave no file for g:a:1");
  }

  @Test
  void aMissingMavenIsSaid() {
    MavenCommand missing = new MavenCommand(temporary.resolve("nothing").toString());
    assertThatThrownBy(() -> missing.copy("g:a:1", folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("cannot run", "MAVEN");
  }
}
