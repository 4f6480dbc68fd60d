package org.dmmsa.savedmodel.bert;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt32;

/** Texts as token ids, to run a BERT on. */
record BertTexts(List<Text> texts) {
  private static final long SEED = 1;
  private static final int LONGEST = 128;

  /**
   * One text, unpadded.
   *
   * @param ids of its word pieces
   * @param second the position where its second sentence starts; its length when there is none
   */
  record Text(List<Integer> ids, int second) {
    Text {
      ids = List.copyOf(ids);
    }
  }

  BertTexts {
    texts = List.copyOf(texts);
  }

  /** Random words of the model's own vocabulary, from a few to as many as it takes (or 128). */
  static BertTexts drawn(BertSavedModel bert) {
    List<String> pieces = bert.pieces().pieces();
    int[] words =
        IntStream.range(0, pieces.size())
            .filter(id -> !Vocabulary.isSpecial(pieces.get(id)))
            .toArray();
    int types = bert.sizes().types();
    int longest = Math.min(LONGEST, bert.sizes().positions());
    if (bert.signature().fixedLength()) {
      longest = Math.min(longest, (int) bert.signature().length());
    }
    Random random = new Random(SEED);
    List<Text> texts = new ArrayList<>();
    for (int length : new int[] {4, 12, 40, longest}) {
      int tokens = Math.min(length, longest);
      List<Integer> ids = new ArrayList<>();
      random.ints(tokens, 0, Math.max(1, words.length)).forEach(i -> ids.add(id(words, i)));
      ids.set(0, bert.pieces().begin());
      ids.set(tokens - 1, bert.pieces().end());
      texts.add(new Text(ids, types > 1 && length > 4 ? tokens / 2 : tokens));
    }
    return new BertTexts(texts);
  }

  private static int id(int[] words, int number) {
    return words.length == 0 ? 0 : words[number];
  }

  int count() {
    return texts.size();
  }

  /** Tokens of one text. */
  int length(int text) {
    return texts.get(text).ids().size();
  }

  int longest() {
    return texts.stream().mapToInt(text -> text.ids().size()).max().orElse(0);
  }

  /** [B, length], padded with 0; the caller closes it. */
  TInt32 ids(int length) {
    return tensor(length, (text, at) -> text.ids().get(at));
  }

  /** [B, length]. */
  TInt32 mask(int length) {
    return tensor(length, (text, at) -> 1);
  }

  /** [B, length]. */
  TInt32 segments(int length) {
    return tensor(length, (text, at) -> at < text.second() ? 0 : 1);
  }

  private interface Token {
    int of(Text text, int at);
  }

  private TInt32 tensor(int length, Token token) {
    return TInt32.tensorOf(
        Shape.of(texts.size(), length),
        data -> {
          for (int i = 0; i < texts.size(); i++) {
            for (int at = 0; at < length; at++) {
              data.setInt(at < length(i) ? token.of(texts.get(i), at) : 0, i, at);
            }
          }
        });
  }
}
