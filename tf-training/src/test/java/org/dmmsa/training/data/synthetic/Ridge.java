package org.dmmsa.training.data.synthetic;

/** Linear regression with a quadratic penalty, in closed form; the first feature is a constant. */
final class Ridge {
  private Ridge() {}

  static double[] fit(double[][] features, double[] labels, double penalty) {
    int size = features[0].length;
    double[][] system = new double[size][size + 1];
    for (int row = 0; row < features.length; row++) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          system[i][j] += features[row][i] * features[row][j];
        }
        system[i][size] += features[row][i] * labels[row];
      }
    }
    for (int i = 1; i < size; i++) {
      system[i][i] += penalty;
    }
    return solve(system);
  }

  static double predict(double[] weights, double[] features) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * features[i];
    }
    return sum;
  }

  /** Gauss elimination; a system of this kind needs no exchange of rows. */
  private static double[] solve(double[][] system) {
    int size = system.length;
    for (int pivot = 0; pivot < size; pivot++) {
      for (int row = pivot + 1; row < size; row++) {
        double factor = system[row][pivot] / system[pivot][pivot];
        for (int column = pivot; factor != 0 && column <= size; column++) {
          system[row][column] -= factor * system[pivot][column];
        }
      }
    }
    double[] solution = new double[size];
    for (int row = size - 1; row >= 0; row--) {
      double rest = system[row][size];
      for (int column = row + 1; column < size; column++) {
        rest -= system[row][column] * solution[column];
      }
      solution[row] = rest / system[row][row];
    }
    return solution;
  }
}
