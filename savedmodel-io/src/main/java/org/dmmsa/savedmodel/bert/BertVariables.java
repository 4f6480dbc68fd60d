package org.dmmsa.savedmodel.bert;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.bert.BertLayout.Row;
import org.dmmsa.savedmodel.checkpoint.VariableIndex;
import org.dmmsa.savedmodel.checkpoint.VariableIndex.Variable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The variables of a BERT among those of a checkpoint: all there, shaped as they must be.
 *
 * @param index the checkpoint
 * @param layout how they are named
 * @param prefix what comes before the layout's names, as in {@code module/}
 * @param dimensions read from their shapes
 */
record BertVariables(
    VariableIndex index, BertLayout layout, String prefix, BertDimensions dimensions) {

  private static final String WORDS = "embeddings/word";

  /**
   * Finds the one BERT of a checkpoint and checks every variable of it.
   *
   * @param layouts how it may be named
   */
  static BertVariables find(VariableIndex index, List<BertLayout> layouts) {
    List<BertVariables> found = new ArrayList<>();
    for (BertLayout layout : layouts) {
      String words = layout.of(WORDS).variable();
      for (String name : index.variables().keySet()) {
        if (name.equals(words) || name.endsWith("/" + words) || name.endsWith("." + words)) {
          String prefix = name.substring(0, name.length() - words.length());
          found.add(new BertVariables(index, layout, prefix, null).measured());
        }
      }
    }
    if (found.isEmpty()) {
      throw unknownLayout(index, layouts);
    }
    if (found.size() > 1) {
      throw new InvalidInputException(
          "found %d BERTs (at %s), expected one, in %s"
              .formatted(
                  found.size(),
                  found.stream().map(b -> "'" + b.prefix() + "'").toList(),
                  index.prefix()));
    }
    found.get(0).requireAll();
    return found.get(0);
  }

  /** The name in the checkpoint of an array of our encoder, given by its path below it. */
  String nameOf(String weight) {
    return prefix + row(weight).variable();
  }

  /** What the array of that name is stored under. */
  String keyOf(String weight) {
    return index.variables().get(nameOf(weight)).key();
  }

  /** The shape of an array of our encoder, given by its path below it. */
  Shape shapeOf(String weight) {
    return dimensions.shape(row(weight).flat());
  }

  /** How many numbers it learnt. */
  long count() {
    return layout.all(dimensions.layers()).stream()
        .mapToLong(row -> dimensions.shape(row.shape()).size())
        .sum();
  }

  private Row row(String weight) {
    return layout.all(dimensions.layers()).stream()
        .filter(row -> row.weight().equals(weight))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is no array of a BERT with %d layers"
                        .formatted(weight, dimensions.layers())));
  }

  private BertVariables measured() {
    Shape words = shape(layout.of(WORDS), 2);
    BertDimensions sizes =
        new BertDimensions(
            size(words, 0),
            size(shape(layout.of("embeddings/position"), 2), 0),
            size(shape(layout.of("embeddings/type"), 2), 0),
            layers(),
            size(words, 1),
            size(shape(layout.of("encoder/#/expand/bias").ofLayer(0), 1), 0),
            heads(size(words, 1)));
    return new BertVariables(index, layout, prefix, sizes);
  }

  private int heads(int width) {
    Row query = layout.of("encoder/#/attention/query/kernel").ofLayer(0);
    if (!query.shape().contains("N")) {
      return 0;
    }
    int heads = size(shape(query, 3), 1);
    if (width % heads != 0) {
      throw new InvalidInputException(
          "found %d heads, expected a divisor of the width %d, at variable %s in %s"
              .formatted(heads, width, prefix + query.variable(), index.prefix()));
    }
    return heads;
  }

  /** The layers are numbered from 0 without a gap. */
  private int layers() {
    String row = layout.of("encoder/#/expand/kernel").variable();
    String start = prefix + row.substring(0, row.indexOf('#'));
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String name : index.variables().tailMap(start).keySet()) {
      if (!name.startsWith(start)) {
        break;
      }
      String number = name.substring(start.length()).split("[/.]", 2)[0];
      if (number.matches("\\d{1,4}")) {
        numbers.add(Integer.valueOf(number));
      }
    }
    if (numbers.isEmpty() || numbers.last() != numbers.size() - 1) {
      throw new InvalidInputException(
          "found layers %s, expected 0, 1, 2 and so on without a gap, at %s… in %s"
              .formatted(numbers, start, index.prefix()));
    }
    return numbers.size();
  }

  private void requireAll() {
    for (Row row : layout.all(dimensions.layers())) {
      Shape expected = dimensions.shape(row.shape());
      Variable found = variable(row, expected);
      if (!found.shape().equals(expected)) {
        throw new InvalidInputException(
            "found shape %s, expected %s (%s), at variable %s in %s"
                .formatted(
                    found.shape(), expected, row.shape(), prefix + row.variable(), index.prefix()));
      }
      if (found.type() != DataType.DT_FLOAT) {
        throw new InvalidInputException(
            "found numbers of type %s, expected DT_FLOAT, at variable %s in %s"
                .formatted(found.type(), prefix + row.variable(), index.prefix()));
      }
    }
  }

  private Variable variable(Row row, Shape expected) {
    String name = prefix + row.variable();
    Variable found = index.variables().get(name);
    if (found == null) {
      throw new InvalidInputException(
          "found no variable %s, expected one of shape %s, in %s; nearest is %s"
              .formatted(name, expected, index.prefix(), index.nearest(name)));
    }
    return found;
  }

  private Shape shape(Row row, int rank) {
    Shape unknown = Shape.of(new long[] {Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE});
    Shape shape = variable(row, unknown).shape();
    if (shape.numDimensions() != rank) {
      throw new InvalidInputException(
          "found shape %s, expected %d dimensions, at variable %s in %s"
              .formatted(shape, rank, prefix + row.variable(), index.prefix()));
    }
    return shape;
  }

  private int size(Shape shape, int axis) {
    long size = shape.get(axis);
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "found shape %s, expected sizes of at least 1, at the tables of %s"
              .formatted(shape, index.prefix()));
    }
    return (int) size;
  }

  private static InvalidInputException unknownLayout(
      VariableIndex index, List<BertLayout> layouts) {
    List<String> wanted =
        layouts.stream()
            .map(layout -> layout.of(WORDS).variable() + " (" + layout.family() + ")")
            .toList();
    return new InvalidInputException(
        "found no BERT among %d variables, expected a name that ends in one of %s, in %s;"
                .formatted(index.variables().size(), wanted, index.prefix())
            + " nearest is "
            + index.nearest(layouts.get(0).of(WORDS).variable()));
  }
}
