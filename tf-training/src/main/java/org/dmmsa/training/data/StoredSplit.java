package org.dmmsa.training.data;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dmmsa.model.Input;

/** A split whose small columns are on the heap and whose frames stay in the file. */
public final class StoredSplit implements Split {
  /**
   * The columns of a split; lists have one element per row.
   *
   * @param texts null without transcripts
   * @param tokens null without any, and if none were asked for
   * @param frames those inputs that were asked for and are there
   * @param unimodal null without labels of each modality
   * @param described every key of the file with its type and shape
   */
  public record Content(
      String name,
      List<String> ids,
      List<String> texts,
      Tokens tokens,
      Map<Input, ArrayFrames> frames,
      List<Float> labels,
      List<UnimodalLabels> unimodal,
      Map<String, String> described) {}

  private final Content content;
  private final Map<Input, Frames> frames = new EnumMap<>(Input.class);

  StoredSplit(Content content) {
    this.content = content;
    frames.putAll(content.frames());
  }

  /** The same split with an input that was computed. */
  StoredSplit with(Input input, Frames computed) {
    StoredSplit more = new StoredSplit(content);
    more.frames.put(input, computed);
    return more;
  }

  /** The same split whose tokens have the utterances before as their context. */
  StoredSplit withContext(int utterances) {
    return with(ContextTokens.of(this, utterances));
  }

  /** The same split with tokens made of its texts. */
  StoredSplit withTokens(Function<String, int[]> ids) {
    return with(TextTokens.of(IntStream.range(0, size()).mapToObj(this::text).toList(), ids));
  }

  /** Some of its rows. */
  StoredSplit withRows(List<Integer> rows) {
    StoredSplit fewer =
        new StoredSplit(
            new Content(
                content.name(),
                chosen(content.ids(), rows),
                chosen(content.texts(), rows),
                content.tokens() == null ? null : new ChosenTokens(content.tokens(), rows),
                Map.of(),
                chosen(content.labels(), rows),
                chosen(content.unimodal(), rows),
                content.described()));
    frames.forEach((input, all) -> fewer.frames.put(input, new ChosenFrames(all, rows)));
    return fewer;
  }

  private static <T> List<T> chosen(List<T> column, List<Integer> rows) {
    return column == null ? null : rows.stream().map(column::get).toList();
  }

  private StoredSplit with(Tokens tokens) {
    StoredSplit more =
        new StoredSplit(
            new Content(
                content.name(),
                content.ids(),
                content.texts(),
                tokens,
                content.frames(),
                content.labels(),
                content.unimodal(),
                content.described()));
    more.frames.putAll(frames);
    return more;
  }

  /** The inputs that can be asked for. */
  Set<Input> has() {
    Set<Input> inputs = EnumSet.noneOf(Input.class);
    inputs.addAll(frames.keySet());
    if (content.tokens() != null) {
      inputs.addAll(Input.TOKENS);
    }
    return inputs;
  }

  /** What was read, with null for the columns that the file lacks. */
  public Content content() {
    return content;
  }

  @Override
  public String name() {
    return content.name();
  }

  @Override
  public int size() {
    return content.labels().size();
  }

  @Override
  public String id(int row) {
    return content.ids().get(row);
  }

  @Override
  public String text(int row) {
    return content.texts() == null ? "" : content.texts().get(row);
  }

  @Override
  public Tokens tokens() {
    return require(content.tokens(), "text_bert");
  }

  @Override
  public Frames frames(Input input) {
    return require(frames.get(input), input.key());
  }

  @Override
  public float label(int row) {
    return content.labels().get(row);
  }

  @Override
  public UnimodalLabels unimodal(int row) {
    return require(content.unimodal(), "regression_labels_T, _A and _V").get(row);
  }

  private <T> T require(T column, String keys) {
    if (column == null) {
      throw new IllegalStateException("split " + name() + " has no " + keys);
    }
    return column;
  }
}
