package org.dmmsa.savedmodel.bert;

import org.tensorflow.ndarray.Shape;

/**
 * The sizes of a BERT that its variables' shapes tell.
 *
 * @param vocabulary V, rows of the word table
 * @param positions P, rows of the position table
 * @param types T, rows of the segment table
 * @param layers how many
 * @param width D, features of a position
 * @param inner I, width of the feed-forward block's hidden layer
 */
record BertDimensions(int vocabulary, int positions, int types, int layers, int width, int inner) {

  /** The shape that a {@link BertLayout.Row} writes in letters. */
  Shape shape(String letters) {
    return Shape.of(letters.chars().mapToLong(this::size).toArray());
  }

  private long size(int letter) {
    return switch (letter) {
      case 'V' -> vocabulary;
      case 'P' -> positions;
      case 'T' -> types;
      case 'D' -> width;
      case 'I' -> inner;
      default -> throw new IllegalArgumentException("no dimension has the letter " + letter);
    };
  }
}
