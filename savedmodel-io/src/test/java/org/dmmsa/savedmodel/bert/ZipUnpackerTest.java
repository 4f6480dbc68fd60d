package org.dmmsa.savedmodel.bert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipUnpackerTest {
  private static final byte[] SOME = "some bytes".getBytes(UTF_8);

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("folder"));
  }

  private void unpack(byte[] zip) throws IOException {
    new ZipUnpacker(4, 100).unpack(new ByteArrayInputStream(zip), folder);
  }

  @Test
  void filesAndFoldersAreUnpacked() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a/", new byte[0]);
    entries.put("a/b-1.txt", SOME);
    entries.put("c/d.e/f_g", new byte[0]);
    unpack(Zips.of(entries));
    assertThat(folder.resolve("a/b-1.txt")).hasBinaryContent(SOME);
    assertThat(folder.resolve("c/d.e/f_g")).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "a/../../evil",
        "/evil",
        "..",
        "a/..",
        ".",
        "a//b",
        "..\\evil",
        "C:\\evil",
        "a\0b"
      })
  void entriesThatLeadOutOfTheFolderAreRefused(String name) throws IOException {
    byte[] zip = Zips.of(Map.of(name, SOME));
    assertThatThrownBy(() -> unpack(zip)).isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
    assertThat(temporary).isDirectoryNotContaining("glob:**evil*");
  }

  @Test
  void moreBytesThanAllowedAreRefused() throws IOException {
    byte[] half = new byte[51];
    byte[] zip = Zips.of(Map.of("a", half, "b", half));
    assertThatThrownBy(() -> unpack(zip)).hasMessage("more than 100 bytes");
  }

  @Test
  void moreEntriesThanAllowedAreRefused() throws IOException {
    byte[] none = new byte[0];
    byte[] zip = Zips.of(Map.of("a", none, "b", none, "c", none, "d", none, "e", none));
    assertThatThrownBy(() -> unpack(zip)).hasMessage("more than 4 entries");
  }

  @Test
  void nothingIsWrittenTwice() throws IOException {
    byte[] zip = Zips.of(Map.of("a", SOME, "A", SOME));
    byte[] twice = replace(zip, (byte) 'A', (byte) 'a');
    assertThatThrownBy(() -> unpack(twice)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void damagedContentIsRefused() throws IOException {
    byte[] zip = Zips.of(Map.of("a", SOME));
    byte[] cut = Arrays.copyOf(zip, 36);
    assertThatThrownBy(() -> unpack(cut)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> unpack(SOME)).isInstanceOf(ZipException.class);
  }

  private static byte[] replace(byte[] bytes, byte from, byte to) {
    byte[] changed = bytes.clone();
    for (int i = 0; i < changed.length; i++) {
      changed[i] = changed[i] == from ? to : changed[i];
    }
    return changed;
  }
}
