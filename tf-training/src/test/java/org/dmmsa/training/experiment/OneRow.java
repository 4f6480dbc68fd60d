package org.dmmsa.training.experiment;

import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.Tokens;
import org.dmmsa.training.data.UnimodalLabels;

/** A split that has labels and nothing else: 1, and 0.1, 0.2, 0.3 of the modalities. */
final class OneRow implements Split {
  @Override
  public String name() {
    return "train";
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public String id(int row) {
    return "train/0";
  }

  @Override
  public String text(int row) {
    return "";
  }

  @Override
  public Tokens tokens() {
    throw new IllegalStateException();
  }

  @Override
  public Frames audio() {
    throw new IllegalStateException();
  }

  @Override
  public Frames vision() {
    throw new IllegalStateException();
  }

  @Override
  public float label(int row) {
    return 1;
  }

  @Override
  public UnimodalLabels unimodal(int row) {
    return new UnimodalLabels(0.1f, 0.2f, 0.3f);
  }
}
