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
 * @param heads N, attention heads of H = D / N features; 0 where no shape tells
 */
record BertDimensions(
    int vocabulary, int positions, int types, int layers, int width, int inner, int heads) {

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
      case 'N' -> heads;
      case 'H' -> width / heads;
      default -> throw new IllegalArgumentException("no dimension has the letter " + letter);
    };
  }
}
