package org.dmmsa.model.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;

/**
 * Every array that one model keeps, by path, in the order of creation.
 *
 * <p>A layer opens a scope and creates its weights there in its constructor; a scope is opened once
 * and a name is used once, so that a path names one thing for ever. All scopes share one registry.
 */
public final class Weights {
  private final Registry registry;
  private final Ops tf;
  private final String path;

  private enum Kind {
    INITIALIZED,
    RESTORED,
    HALVED
  }

  private record Registry(Kind kind, long seed, List<Weight> all, Set<String> taken) {
    Registry(Kind kind, long seed) {
      this(kind, seed, new ArrayList<>(), new HashSet<>());
    }
  }

  private Weights(Registry registry, Ops tf, String path) {
    this.registry = registry;
    this.tf = tf;
    this.path = path;
  }

  /** Weights that {@code Session.initialize} fills with values drawn from the seed. */
  public static Weights initialized(Ops tf, long seed) {
    return new Weights(new Registry(Kind.INITIALIZED, seed), tf, "");
  }

  /**
   * Weights without first values, to be restored from a checkpoint or a SavedModel: such a graph
   * holds no initialization ops, as a graph for export must not.
   */
  public static Weights restored(Ops tf) {
    return new Weights(new Registry(Kind.RESTORED, 0), tf, "");
  }

  /**
   * As {@link #restored}, but kernels and tables are kept in half precision and computed with in
   * single precision: half the size on disk and in memory, for exports alone.
   */
  public static Weights halved(Ops tf) {
    return new Weights(new Registry(Kind.HALVED, 0), tf, "");
  }

  /** Opens a part of the model. */
  public Weights scope(String name) {
    String child = path + name;
    claim(child + "/");
    return new Weights(registry, tf.withSubScope(name), child + "/");
  }

  /** Creates a weight here; its seed is that of the model and its place in the order. */
  public Weight create(String name, Shape shape, Initializer initializer) {
    return create(name, shape, initializer, true);
  }

  /**
   * Creates an array here that is kept like a weight but never trained, as batch norm's moving mean
   * is. It takes a place in the order too.
   */
  public Weight state(String name, Shape shape, Initializer initializer) {
    return create(name, shape, initializer, false);
  }

  private Weight create(String name, Shape shape, Initializer initializer, boolean trained) {
    String full = path + name;
    claim(full);
    boolean half = registry.kind() == Kind.HALVED && trained && shape.numDimensions() >= 2;
    Weight weight = half ? half(name, shape) : single(name, shape, trained);
    String given = weight.stored().op().name();
    if (!given.equals(full)) {
      throw new IllegalStateException(
          "weight " + full + " was named " + given + " by the graph: a scope was opened twice");
    }
    if (registry.kind() == Kind.INITIALIZED) {
      Ops init = tf.withInitScope();
      long seed = registry.seed() * 1_000_003L + registry.all().size();
      init.withName(name + "_initial")
          .assign(weight.variable(), initializer.value(init, shape, seed));
    }
    registry.all().add(weight);
    return weight;
  }

  private Weight single(String name, Shape shape, boolean trained) {
    Variable<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
    Operand<TFloat32> value = tf.withName(name + "_value").identity(variable);
    return new Weight(path + name, shape, trained, variable, value);
  }

  private Weight half(String name, Shape shape) {
    Variable<TFloat16> variable = tf.withName(name).variable(shape, TFloat16.class);
    Operand<TFloat32> value = tf.withName(name + "_value").dtypes.cast(variable, TFloat32.class);
    return new Weight(path + name, shape, true, variable, value);
  }

  /** All weights and state of the model, whichever scope is asked. */
  public List<Weight> all() {
    return Collections.unmodifiableList(registry.all());
  }

  /** The weights of the model that are trained: all but its state. */
  public List<Weight> trained() {
    return registry.all().stream().filter(Weight::trained).toList();
  }

  /** The weights and state whose path starts with this prefix, as in {@code text/bert/}. */
  public List<Weight> under(String prefix) {
    return registry.all().stream().filter(w -> w.path().startsWith(prefix)).toList();
  }

  /** How many numbers the model learns. */
  public long count() {
    return trained().stream().mapToLong(Weight::size).sum();
  }

  private void claim(String name) {
    if (!registry.taken().add(name)) {
      throw new IllegalStateException("weight path " + name + " is taken");
    }
  }
}
