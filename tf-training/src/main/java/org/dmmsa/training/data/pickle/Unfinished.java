package org.dmmsa.training.data.pickle;

/**
 * An array or element type between its creation and the instruction that fills it. The memo keeps
 * this object, so that later references find the finished value.
 */
final class Unfinished {
  private Object value;

  /**
   * @param value the value so far; null for an array, which has none before it is filled
   */
  Unfinished(Object value) {
    this.value = value;
  }

  /** The finished value if there is one, else this. */
  Object current() {
    return value instanceof NdArray ? value : this;
  }

  Object value() {
    return value;
  }

  void finish(Object finished) {
    value = finished;
  }
}
