package org.dmmsa.model.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Every learnt array of one model, by path, in the order of creation.
 *
 * <p>A layer opens a scope and creates its weights there in its constructor; a scope is opened once
 * and a name is used once, so that a path names one thing for ever. All scopes share one registry.
 */
public final class Weights {
  private final Registry registry;
  private final Ops tf;
  private final String path;

  private record Registry(boolean initialized, long seed, List<Weight> all, Set<String> taken) {}

  private Weights(Registry registry, Ops tf, String path) {
    this.registry = registry;
    this.tf = tf;
    this.path = path;
  }

  /** Weights that {@code Session.initialize} fills with values drawn from the seed. */
  public static Weights initialized(Ops tf, long seed) {
    return new Weights(new Registry(true, seed, new ArrayList<>(), new HashSet<>()), tf, "");
  }

  /**
   * Weights without first values, to be restored from a checkpoint or a SavedModel: such a graph
   * holds no initialization ops, as a graph for export must not.
   */
  public static Weights restored(Ops tf) {
    return new Weights(new Registry(false, 0, new ArrayList<>(), new HashSet<>()), tf, "");
  }

  /** Opens a part of the model. */
  public Weights scope(String name) {
    String child = path + name;
    claim(child + "/");
    return new Weights(registry, tf.withSubScope(name), child + "/");
  }

  /** Creates a weight here; its seed is that of the model and its place in the order. */
  public Weight create(String name, Shape shape, Initializer initializer) {
    String full = path + name;
    claim(full);
    Variable<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
    String given = variable.op().name();
    if (!given.equals(full)) {
      throw new IllegalStateException(
          "weight " + full + " was named " + given + " by the graph: a scope was opened twice");
    }
    if (registry.initialized()) {
      Ops init = tf.withInitScope();
      long seed = registry.seed() * 1_000_003L + registry.all().size();
      init.withName(name + "_initial").assign(variable, initializer.value(init, shape, seed));
    }
    Weight weight =
        new Weight(full, shape, variable, tf.withName(name + "_value").identity(variable));
    registry.all().add(weight);
    return weight;
  }

  /** All weights of the model, whichever scope is asked. */
  public List<Weight> all() {
    return Collections.unmodifiableList(registry.all());
  }

  /** The weights whose path starts with this prefix, as in {@code text/bert/}. */
  public List<Weight> under(String prefix) {
    return registry.all().stream().filter(w -> w.path().startsWith(prefix)).toList();
  }

  /** How many numbers the model learns. */
  public long count() {
    return registry.all().stream().mapToLong(Weight::size).sum();
  }

  private void claim(String name) {
    if (!registry.taken().add(name)) {
      throw new IllegalStateException("weight path " + name + " is taken");
    }
  }
}
