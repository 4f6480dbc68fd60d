package org.dmmsa.training.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.Input;

/**
 * Rows in memory that nobody labelled, to be scored.
 *
 * @param name of all of them, for messages
 * @param ids of the rows
 * @param texts as many; "" where only tokens are known
 * @param read tokens of the texts; empty for a network that reads none
 * @param frames the other inputs
 */
public record UnlabelledRows(
    String name,
    List<String> ids,
    List<String> texts,
    Optional<Tokens> read,
    Map<Input, Frames> frames)
    implements Split {
  public UnlabelledRows {
    ids = List.copyOf(ids);
    texts = List.copyOf(texts);
    frames = Map.copyOf(frames);
  }

  @Override
  public int size() {
    return ids.size();
  }

  @Override
  public String id(int row) {
    return ids.get(row);
  }

  @Override
  public String text(int row) {
    return texts.get(row);
  }

  @Override
  public Tokens tokens() {
    return read.orElseThrow(() -> new IllegalStateException(name + " have no tokens"));
  }

  @Override
  public Frames frames(Input input) {
    return Optional.ofNullable(frames.get(input))
        .orElseThrow(() -> new IllegalStateException(name + " have no " + input.key()));
  }

  @Override
  public boolean hasLabels() {
    return false;
  }

  @Override
  public float label(int row) {
    throw new IllegalStateException(name + " have no labels");
  }

  @Override
  public UnimodalLabels unimodal(int row) {
    throw new IllegalStateException(name + " have no labels");
  }
}
