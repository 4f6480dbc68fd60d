package org.dmmsa.training.data.pickle;

/** Values of a pickle as messages call them. */
public final class InWords {
  private InWords() {}

  /** Such as "list of 3" or "float64 array (3, 4)". */
  public static String of(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof NdArray array) {
      return array.dtype() + " array " + array.shape();
    }
    if (value instanceof String text) {
      return text.length() <= 40 ? "'" + text + "'" : "a text of " + text.length() + " characters";
    }
    if (value instanceof LargeText text) {
      return "a text of " + text.length() + " bytes";
    }
    if (value instanceof Payload bytes) {
      return bytes.length() + " bytes";
    }
    return value instanceof KnownName || value instanceof Unfinished
        ? "a piece of a numpy array"
        : value.toString();
  }
}
