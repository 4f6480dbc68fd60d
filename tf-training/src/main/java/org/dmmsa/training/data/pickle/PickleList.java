package org.dmmsa.training.data.pickle;

import java.util.ArrayList;
import java.util.List;

/**
 * A Python list, tuple or set. Elements are plain values: null, Boolean, Long, BigInteger, Double,
 * String, {@link LargeText}, {@link PickleList}, {@link PickleDict}, {@link NdArray}.
 */
public final class PickleList {
  private final List<Object> elements;

  PickleList() {
    this(new ArrayList<>());
  }

  PickleList(List<Object> elements) {
    this.elements = elements;
  }

  void addAll(List<Object> more) {
    elements.addAll(more);
  }

  public int size() {
    return elements.size();
  }

  public Object get(int index) {
    return elements.get(index);
  }

  /** Only the size: a hostile list may contain itself. */
  @Override
  public String toString() {
    return "list of " + size();
  }
}
