package org.dmmsa.training.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.TinyPickle;
import org.dmmsa.training.data.synthetic.KnownDataset;
import org.dmmsa.training.data.synthetic.SyntheticDataset;
import org.dmmsa.training.data.synthetic.SyntheticSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptsTest {
  private static final Set<Input> NO_TOKENS = Set.of(Input.AUDIO);

  @TempDir private Path folder;
  private Path assets;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    assets = Files.createDirectory(folder.resolve("assets"));
    Files.write(assets.resolve("vocab.txt"), SyntheticDataset.vocabulary());
    file = folder.resolve("data.pkl");
    SyntheticDataset.write(file, new SyntheticSpec(KnownDataset.MOSI, 40, 1, 3, 4));
  }

  private static List<List<Integer>> tokens(Split split, int row, int length) {
    IntBuffer ids = IntBuffer.allocate(length);
    IntBuffer mask = IntBuffer.allocate(length);
    IntBuffer segments = IntBuffer.allocate(length);
    split.tokens().read(row, length, ids, mask, segments);
    return List.of(list(ids), list(mask), list(segments));
  }

  private static List<Integer> list(IntBuffer numbers) {
    return Arrays.stream(numbers.array()).boxed().toList();
  }

  /** The generated file holds the ids of its own texts. */
  @Test
  void textsBecomeTheIdsThatTheFileWouldHave() {
    try (Dataset stored = Dataset.open(file, Input.TOKENS);
        Dataset texts = Transcripts.tokenize(Dataset.open(file, NO_TOKENS), assets, true, 50)) {
      assertThat(texts.has()).containsAll(Input.TOKENS);
      for (Split split : stored.splits()) {
        Split made = texts.split(split.name());
        for (int row = 0; row < split.size(); row++) {
          assertThat(made.tokens().length(row)).isEqualTo(split.tokens().length(row));
          for (int length : new int[] {3, split.tokens().length(row), 50}) {
            assertThat(tokens(made, row, length)).isEqualTo(tokens(split, row, length));
          }
        }
      }
    }
  }

  @Test
  void aLongTextKeepsItsLastToken() {
    int end = SyntheticDataset.vocabulary().indexOf("[SEP]");
    try (Dataset data = Transcripts.tokenize(Dataset.open(file, NO_TOKENS), assets, true, 4)) {
      assertThat(data.train().tokens().maxLength()).isEqualTo(4);
      assertThat(tokens(data.train(), 0, 4).get(0)).hasSize(4).endsWith(end);
    }
  }

  @Test
  void idsOfTheFileAreReadIfTheBertHasWordPieces() {
    try (Dataset data = Dataset.open(file, Input.TOKENS)) {
      assertThat(Transcripts.tokenize(data, assets, true, 50)).isSameAs(data);
    }
  }

  @Test
  void idsOfTheFileAreNotReadIfTheBertHasATokenizerOfItsOwn() throws IOException {
    Files.writeString(
        assets.resolve("tokenizer.json"),
        """
        {"version": "1.0", "added_tokens": [], "pre_tokenizer": {"type": "Whitespace"},
         "model": {"type": "WordLevel", "vocab": {"a": 0, "the": 1, "?": 7}, "unk_token": "?"}}
        """);
    try (Dataset data = Transcripts.tokenize(Dataset.open(file, Input.TOKENS), assets, true, 50)) {
      assertThat(tokens(data.train(), 0, 1).get(0).get(0)).isIn(0, 1, 7);
    }
    Path silent = new TinyPickle().save(folder);
    try (Dataset data = Dataset.open(silent, Input.TOKENS)) {
      assertThatThrownBy(() -> Transcripts.tokenize(data, assets, true, 50))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("found no key raw_text, expected one")
          .hasMessageContaining("has a tokenizer of its own");
    }
  }
}
