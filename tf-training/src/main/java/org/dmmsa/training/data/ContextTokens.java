package org.dmmsa.training.data;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Tokens of a split with the utterances before each as its context: {@code [CLS] utterance [SEP]
 * context [SEP]}, the context being BERT's second segment (Devlin et al. 2019, section 3).
 *
 * <p>The utterances before are those of the same video and split, by clip number if all clips of
 * the video are numbers, else by row; oldest first, each without its first and last token. The
 * closing [SEP] is the last token of the utterance itself. The first utterance of a video, and a
 * row whose id names no video, are as they were. A row that is cut loses the oldest tokens of its
 * context first.
 *
 * <p>The context of a conversation is ours: neither DMMSA's paper nor MMSA reads it.
 */
final class ContextTokens implements Tokens {
  private static final int[] NONE = {};

  private final Tokens utterances;

  /** The second segment of each row with its closing [SEP]; empty where there is none. */
  private final int[][] contexts;

  private final int maxLength;

  private ContextTokens(Tokens utterances, int[][] contexts) {
    this.utterances = utterances;
    this.contexts = contexts;
    this.maxLength =
        IntStream.range(0, contexts.length)
            .map(this::length)
            .reduce(utterances.maxLength(), Math::max);
  }

  /**
   * A split's tokens with context.
   *
   * @param most utterances that are taken, the nearest ones
   */
  static ContextTokens of(Split split, int most) {
    int[][] texts = new int[split.size()][];
    for (int row = 0; row < texts.length; row++) {
      texts[row] = realTokens(split.tokens(), row);
    }
    int[][] contexts = new int[texts.length][];
    Arrays.fill(contexts, NONE);
    for (List<Integer> video : videos(split)) {
      for (int i = 0; i < video.size(); i++) {
        int row = video.get(i);
        contexts[row] = context(texts, video.subList(Math.max(0, i - most), i), texts[row]);
      }
    }
    return new ContextTokens(split.tokens(), contexts);
  }

  private static int[] realTokens(Tokens tokens, int row) {
    int length = tokens.length(row);
    int[] ids = new int[length];
    int[] mask = new int[length];
    tokens.read(row, length, IntBuffer.wrap(ids), IntBuffer.wrap(mask), IntBuffer.allocate(length));
    return IntStream.range(0, length).filter(i -> mask[i] == 1).map(i -> ids[i]).toArray();
  }

  /** The rows of each video, in the order in which they were said. */
  private static Collection<List<Integer>> videos(Split split) {
    Map<String, List<Integer>> videos = new LinkedHashMap<>();
    for (int row = 0; row < split.size(); row++) {
      int each = row;
      split
          .video(row)
          .ifPresent(name -> videos.computeIfAbsent(name, n -> new ArrayList<>()).add(each));
    }
    for (List<Integer> rows : videos.values()) {
      if (rows.stream().allMatch(row -> clip(split, row).matches("\\d{1,18}"))) {
        rows.sort(Comparator.comparingLong(row -> Long.parseLong(clip(split, row))));
      }
    }
    return videos.values();
  }

  private static String clip(Split split, int row) {
    String id = split.id(row);
    return id.substring(id.lastIndexOf(Split.VIDEO_END) + Split.VIDEO_END.length());
  }

  private static int[] context(int[][] texts, List<Integer> before, int[] utterance) {
    int[] words =
        before.stream().map(row -> texts[row]).flatMapToInt(ContextTokens::inner).toArray();
    if (words.length == 0 || utterance.length == 0) {
      return NONE;
    }
    int[] context = Arrays.copyOf(words, words.length + 1);
    context[words.length] = utterance[utterance.length - 1];
    return context;
  }

  private static IntStream inner(int[] text) {
    return text.length < 3 ? IntStream.empty() : Arrays.stream(text, 1, text.length - 1);
  }

  @Override
  public int maxLength() {
    return maxLength;
  }

  @Override
  public int length(int row) {
    return utterances.length(row) + contexts[row].length;
  }

  @Override
  public void read(int row, int length, IntBuffer ids, IntBuffer mask, IntBuffer segments) {
    int own = utterances.length(row);
    int[] context = contexts[row];
    int kept = Math.min(context.length, length - own);
    if (kept < 2) { // the closing [SEP] alone would close nothing
      utterances.read(row, length, ids, mask, segments);
      return;
    }
    utterances.read(row, own, ids, mask, segments);
    ids.put(context, context.length - kept, kept);
    put(1, kept, mask);
    put(1, kept, segments);
    for (IntBuffer part : List.of(ids, mask, segments)) {
      put(0, length - own - kept, part);
    }
  }

  private static void put(int value, int times, IntBuffer to) {
    for (int i = 0; i < times; i++) {
      to.put(value);
    }
  }
}
