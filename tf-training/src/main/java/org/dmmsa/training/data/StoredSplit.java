package org.dmmsa.training.data;

import java.util.List;
import java.util.Map;

/** A split whose small columns are on the heap and whose frames stay in the file. */
public final class StoredSplit implements Split {
  /**
   * The columns of a split; lists have one element per row.
   *
   * @param texts null without transcripts
   * @param tokens null without any
   * @param unimodal null without labels of each modality
   * @param described every key of the file with its type and shape
   */
  public record Content(
      String name,
      List<String> ids,
      List<String> texts,
      Tokens tokens,
      ArrayFrames audio,
      ArrayFrames vision,
      List<Float> labels,
      List<UnimodalLabels> unimodal,
      Map<String, String> described) {}

  private final Content content;

  StoredSplit(Content content) {
    this.content = content;
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
  public Frames audio() {
    return content.audio();
  }

  @Override
  public Frames vision() {
    return content.vision();
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
