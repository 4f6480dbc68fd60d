package org.dmmsa.savedmodel.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.NativeFiles;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.train.Restore;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TFloating;

/**
 * Saves variables of a graph to a TensorFlow checkpoint and restores them, under names of our
 * choice, without a copy on the Java heap.
 */
public final class VariableFiles {
  private final List<String> names;
  private final Placeholder<TString> prefix;
  private final Op save;
  private final List<Op> restores = new ArrayList<>();

  /**
   * Adds the ops that save and restore.
   *
   * @param variables by the name that each has in the files; numbers in the files are single
   *     precision, and are rounded for a variable of half
   */
  public VariableFiles(Ops tf, Map<String, ? extends Variable<? extends TFloating>> variables) {
    Ops files = tf.withSubScope("checkpoint");
    names = List.copyOf(variables.keySet());
    String[] slices = new String[names.size()];
    Arrays.fill(slices, "");
    prefix = files.placeholder(TString.class);
    Operand<TString> tensorNames = files.array(names.toArray(new String[0]));
    save =
        files.train.save(
            prefix, tensorNames, files.array(slices), new ArrayList<>(variables.values()));
    variables.forEach(
        (name, variable) -> {
          Restore one =
              files.train.restore(
                  prefix, files.array(name), files.array(""), List.of(TFloat32.class));
          Operand<TFloat32> value = one.tensors().get(0).expect(TFloat32.class);
          restores.add(assign(files, variable, value));
        });
  }

  private static <T extends TFloating> Op assign(
      Ops tf, Variable<T> variable, Operand<TFloat32> value) {
    return tf.assign(variable, tf.dtypes.cast(value, variable.type()));
  }

  /**
   * Writes {@code FOLDER/weights.*}.
   *
   * @throws InvalidInputException if the disk is full, or the place cannot be written
   */
  public void save(Session session, Path folder) {
    try {
      run(session, folder, List.of(save));
    } catch (RuntimeException e) {
      throw NativeFiles.refusal(folder, e);
    }
  }

  /**
   * Reads {@code FOLDER/weights.*}.
   *
   * @throws InvalidInputException if the files lack a variable or have it in another shape
   */
  public void restore(Session session, Path folder) {
    if (!Files.exists(folder.resolve("weights.index"))) {
      throw new InvalidInputException("no checkpoint in " + folder + ": weights.index is missing");
    }
    VariableIndex.read(folder.resolve("weights"));
    try {
      run(session, folder, restores);
    } catch (TensorFlowException | IllegalArgumentException e) {
      String reason = e.getMessage().lines().findFirst().orElse("").strip();
      throw new InvalidInputException(
          "the checkpoint in "
              + folder
              + " does not fit this network at "
              + firstThatFails(session, folder)
              + ": "
              + reason,
          e);
    }
  }

  /** TensorFlow's message does not always name the variable. */
  private String firstThatFails(Session session, Path folder) {
    for (int i = 0; i < restores.size(); i++) {
      try {
        run(session, folder, restores.subList(i, i + 1));
      } catch (TensorFlowException | IllegalArgumentException e) {
        return names.get(i);
      }
    }
    return "no single weight";
  }

  private void run(Session session, Path folder, List<Op> targets) {
    try (TString path = TString.scalarOf(folder.resolve("weights").toString())) {
      Session.Runner runner = session.runner().feed(prefix, path);
      targets.forEach(runner::addTarget);
      runner.run().close();
    }
  }
}
