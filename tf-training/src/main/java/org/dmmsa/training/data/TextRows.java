package org.dmmsa.training.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.Input;

/**
 * Texts without labels, and nothing else but what stands for a missing modality.
 *
 * @param ids of the rows
 * @param texts as many
 * @param tokens made of the texts
 * @param absent the other inputs
 */
public record TextRows(
    List<String> ids, List<String> texts, Tokens tokens, Map<Input, BlankFrames> absent)
    implements Split {
  public TextRows {
    ids = List.copyOf(ids);
    texts = List.copyOf(texts);
    absent = Map.copyOf(absent);
  }

  @Override
  public String name() {
    return "texts";
  }

  @Override
  public int size() {
    return texts.size();
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
  public Frames frames(Input input) {
    return Optional.<Frames>ofNullable(absent.get(input))
        .orElseThrow(() -> new IllegalStateException("texts have no " + input.key()));
  }

  @Override
  public boolean hasLabels() {
    return false;
  }

  @Override
  public float label(int row) {
    throw new IllegalStateException("texts have no labels");
  }

  @Override
  public UnimodalLabels unimodal(int row) {
    throw new IllegalStateException("texts have no labels");
  }
}
