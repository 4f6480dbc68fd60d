package org.dmmsa.training.recipe;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.Seeds;
import org.dmmsa.training.StepHook;
import org.dmmsa.training.data.Split;

/**
 * The rows that each row of a step is contrasted with: ConFEDE's retrieval (Yang et al., ACL 2023,
 * section 3.3), as in its code.
 *
 * <p>Every few epochs all training rows are ranked by the cosine of their embeddings to each row.
 * Candidates are the nearest rows with its label, the farthest with another one, and the nearest
 * with another one. At each step two of each kind are drawn and stand behind the row, in this
 * order. What is drawn is a function of the seed, the epoch and the row.
 *
 * <p>ConFEDE's code keeps the ranks of candidates and later takes them for row numbers, so that its
 * neighbours are much the same few rows of the file for all; that is {@link Retrieval#faithful}.
 * Differs from it otherwise: a row that no other shares its label with is its own neighbour, where
 * ConFEDE fails; SIMS' rows are looked for among all, not in the nearer and the farther half; and
 * the first neighbours come from the encoders too, which is what ConFEDE comes to: it ranks the raw
 * features, but again before its first step.
 */
public final class Neighbours implements StepHook {
  /** Which rows, in the order in which they stand behind a row. */
  private enum Kind {
    NEAR_WITH_ITS_LABEL,
    FAR_WITH_ANOTHER,
    NEAR_WITH_ANOTHER
  }

  private static final int DRAWN = 2; // of each kind

  private final Retrieval retrieval;
  private final long seed;
  private final double[] keys; // by row: what rows with its label have in common
  private final RememberedFile file;
  private final Map<Kind, int[][]> candidates = new EnumMap<>(Kind.class); // by row
  private int epoch;

  /**
   * Neighbours of a training that begins.
   *
   * @param labels of the rows of the training split
   * @throws InvalidInputException if all rows have the same label
   */
  Neighbours(Retrieval retrieval, float[] labels, long seed) {
    this.retrieval = retrieval;
    this.seed = seed;
    keys = new double[labels.length];
    Arrays.setAll(keys, row -> retrieval.key(labels[row]) + 0.0); // -0 is 0
    if (Arrays.stream(keys).distinct().count() < 2) {
      throw new InvalidInputException(
          "retrieval: found one label, %s, in all %d training rows, expected at least two"
              .formatted(keys[0], keys.length));
    }
    file = new RememberedFile("neighbours.bin", keys.length);
    for (Kind kind : Kind.values()) {
      candidates.put(kind, new int[keys.length][]);
    }
  }

  /** Neighbours of a training over this split that begins. */
  static Neighbours over(Split train, Retrieval retrieval, long seed) {
    return new Neighbours(retrieval, train.labels(), seed);
  }

  @Override
  public void epochStarts(int started, Supplier<float[][]> embeddings) {
    epoch = started;
    if ((epoch - 1) % retrieval.every() == 0) {
      CosineRanking ranking = new CosineRanking(embeddings.get());
      IntStream.range(0, keys.length)
          .parallel()
          .forEach(row -> find(row, ranking.nearestFirst(row)));
    }
  }

  private void find(int row, int[] ranked) {
    candidates.forEach((kind, byRow) -> byRow[row] = find(kind, row, ranked));
  }

  private int[] find(Kind kind, int row, int[] ranked) {
    boolean sameLabel = kind == Kind.NEAR_WITH_ITS_LABEL;
    int[] found =
        ranks(kind, ranked.length)
            .filter(rank -> ranked[rank] != row || retrieval.faithful())
            .filter(rank -> (keys[ranked[rank]] == keys[row]) == sameLabel)
            .map(rank -> retrieval.faithful() ? rank : ranked[rank])
            .filter(other -> other != row || kind == Kind.FAR_WITH_ANOTHER)
            .limit(retrieval.candidates())
            .toArray();
    return found.length == 0 ? new int[] {row} : found;
  }

  private static IntStream ranks(Kind kind, int rows) {
    return kind == Kind.FAR_WITH_ANOTHER
        ? IntStream.range(1, rows).map(back -> rows - back)
        : IntStream.range(0, rows);
  }

  @Override
  public List<Integer> rows(List<Integer> sampled) {
    List<Integer> rows = new ArrayList<>();
    for (int row : sampled) {
      long place = (long) epoch * keys.length + row;
      SplittableRandom random = new SplittableRandom(Seeds.of(seed, "neighbours", place));
      rows.add(row);
      for (Kind kind : Kind.values()) {
        draw(candidates.get(kind)[row], random).forEach(rows::add);
      }
    }
    return rows;
  }

  /** Two different ones, where there are two. */
  private static IntStream draw(int[] from, SplittableRandom random) {
    if (from.length < DRAWN) {
      return IntStream.of(from[0], from[0]);
    }
    return random.ints(0, from.length).distinct().limit(DRAWN).map(i -> from[i]);
  }

  @Override
  public void save(Path folder) {
    file.write(folder, this::write);
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeInt(epoch);
    for (int[][] byRow : candidates.values()) {
      for (int[] found : byRow) {
        out.writeInt(epoch == 0 ? 0 : found.length);
        for (int i = 0; epoch > 0 && i < found.length; i++) {
          out.writeInt(found[i]);
        }
      }
    }
  }

  @Override
  public void restore(Path folder) {
    file.read(folder, this::read);
  }

  private void read(DataInputStream in) throws IOException {
    epoch = in.readInt();
    for (int[][] byRow : candidates.values()) {
      for (int row = 0; row < byRow.length; row++) {
        byRow[row] = new int[in.readInt()];
        for (int i = 0; i < byRow[row].length; i++) {
          byRow[row][i] = in.readInt();
        }
      }
    }
  }
}
