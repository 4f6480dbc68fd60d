package org.dmmsa.training;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Locale;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Devices;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Whether a network can be trained on a machine at all. Where memory is promised before it is used,
 * a network that is too large ends in the system killing the process, without a word.
 */
final class MachineMemory {
  private static final double GIB = 1 << 30;

  private MachineMemory() {}

  /**
   * Lets through what has room. Nothing is said of a GPU's memory: TensorFlow itself counts that.
   *
   * @param variables weights and what an optimizer keeps of each
   * @throws InvalidInputException if they alone are larger than all memory
   */
  static void require(Collection<Variable<TFloat32>> variables) {
    double numbers = 0;
    for (Variable<TFloat32> variable : variables) {
      numbers += variable.shape().size();
    }
    long memory =
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    if (numbers * Float.BYTES > memory && !Devices.hasGpu()) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "found a network of %.3g numbers with its optimizer's (%.1f GiB), expected one that"
                  + " has room in %.1f GiB of memory",
              numbers,
              numbers * Float.BYTES / GIB,
              memory / GIB));
    }
  }
}
