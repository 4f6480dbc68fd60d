package org.dmmsa.savedmodel.bert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.bert.BertArtifact.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BertArtifactTest {
  @TempDir Path temporary;
  private Path target;
  private Map<String, byte[]> content;
  private BertArtifact artifact;
  private int downloads;

  @BeforeEach
  void publishATinyBert() throws IOException {
    target = temporary.resolve("target");
    Path folder = EditedBert.in(temporary.resolve("published")).folder();
    content = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    String digest = BertSavedModel.open(folder).digest();
    artifact = new BertArtifact("tiny", "g:a:1", "in/bert", "in/NOTICE", digest);
  }

  /** Stands for Maven: a jar with the content as a zip inside. */
  private Path download(String coordinates, Path folder) throws IOException {
    assertThat(coordinates).isEqualTo("g:a:1");
    downloads++;
    byte[] jar =
        Zips.of(Map.of("in/bert", Zips.of(content), "in/NOTICE", "By them.".getBytes(UTF_8)));
    return Files.write(folder.resolve("a-1.jar"), jar);
  }

  private void refusedBecause(String... parts) {
    assertThatThrownBy(() -> artifact.fetch(target, this::download))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("\n")
        .hasMessageContainingAll(parts);
  }

  @Test
  void theFolderIsMadeOnceWithItsNoticeAndNothingElse() throws IOException {
    assertThat(artifact.fetch(target, this::download)).isEqualTo(Outcome.FETCHED);
    assertThat(artifact.fetch(target, this::download)).isEqualTo(Outcome.ALREADY_THERE);
    assertThat(downloads).isEqualTo(1);
    assertThat(BertSavedModel.open(target).digest()).isEqualTo(artifact.digest());
    assertThat(target.resolve("THIRD-PARTY.txt")).content().contains("g:a:1", "By them.");
    assertThat(names(target))
        .containsExactlyInAnyOrder("THIRD-PARTY.txt", "assets", "saved_model.pb", "variables");
    assertThat(names(temporary)).containsExactlyInAnyOrder("published", "target");
  }

  @Test
  void whatAnInterruptedRunLeftIsReplaced() throws IOException {
    Path left = Files.createDirectories(temporary.resolve(".target.partial/download"));
    Files.writeString(left.resolve("half.jar"), "half");
    Files.createDirectory(target);
    assertThat(artifact.fetch(target, this::download)).isEqualTo(Outcome.FETCHED);
    assertThat(names(temporary)).containsExactlyInAnyOrder("published", "target");
  }

  @Test
  void somethingElseInTheFolderIsLeftAlone() throws IOException {
    Files.createDirectory(target);
    Files.writeString(target.resolve("mine.txt"), "mine");
    refusedBecause("found files already there", target.toString());
    assertThat(target.resolve("mine.txt")).hasContent("mine");
    assertThat(downloads).isZero();
  }

  @Test
  void anotherBertInTheFolderIsLeftAlone() {
    TinyBert.write(target, TinyBertSpec.DEFAULT, EditedBert.WORDS);
    refusedBecause("expected " + artifact.digest(), target.toString());
    assertThat(downloads).isZero();
  }

  @Test
  void whatIsNotThePublishedOneIsRefused() throws IOException {
    byte[] data = content.get("variables/variables.data-00000-of-00001");
    data[9] ^= 1;
    refusedBecause("found a BERT with digest", "g:a:1");
    assertThat(names(temporary)).containsExactly("published");
  }

  @Test
  void entriesThatEscapeAreRefused() throws IOException {
    content.put("../evil", new byte[1]);
    refusedBecause("unsafe archive", "../evil", "g:a:1");
    assertThat(names(temporary)).containsExactly("published");
  }

  @Test
  void aJarWithoutTheFolderIsRefused() {
    artifact = new BertArtifact("tiny", "g:a:1", "in/other", "in/NOTICE", artifact.digest());
    refusedBecause("in/bert", "expected in/other", "g:a:1");
  }

  @Test
  void aFailureWhileWritingIsOneLineAndLeavesNothing() throws IOException {
    assertThatThrownBy(
            () ->
                artifact.fetch(
                    target,
                    (coordinates, folder) -> {
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("No space left on device", target.toString());
    assertThat(names(temporary)).containsExactly("published");
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThatAre() {
    assertThat(BertArtifact.named("uncased")).isEqualTo(BertArtifact.UNCASED);
    assertThatThrownBy(() -> BertArtifact.named("unclothed"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("found BERT 'unclothed', expected one of [uncased]");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
