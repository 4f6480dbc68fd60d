package org.dmmsa.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dmmsa.model.Heads;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.checkpoint.VariableFiles;
import org.dmmsa.savedmodel.serving.Answers;
import org.dmmsa.savedmodel.serving.InputTensors;
import org.dmmsa.training.batch.Batch;
import org.dmmsa.training.optimizer.AdamW;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The graph of one stage and its session: a training pass, an inference pass over the same weights,
 * and the update. It is built once; what changes while training is fed.
 */
public final class StepGraph implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session;
  private final BatchPlaceholders inputs;
  private final Placeholder<TFloat32> lossWeights;
  private final Placeholder<TInt64> seed;
  private final Map<WeightGroup, Placeholder<TFloat32>> optimizerSteps =
      new EnumMap<>(WeightGroup.class);
  private final Weights weights;
  private final SentimentModel model;
  private final Operand<TFloat32> losses;
  private final Heads answers;
  private final Optional<Operand<TFloat32>> polarity;
  private final List<UpdateOps> phases = new ArrayList<>();
  private final AdamW optimizer;
  private final long weightSeed;
  private final VariableFiles checkpoint;
  private final VariableFiles weightFiles;

  /**
   * What a stage's graph is built from.
   *
   * @param network the network
   * @param audioFeatures features of an audio frame
   * @param visionFeatures features of a vision frame
   * @param phases which weights train in each phase
   * @param optimizer constants of AdamW
   * @param clipNorm the longest gradient over all weights, if it is clipped
   * @param accumulates whether gradients of several micro-batches are added up before an update
   * @param seed of the first weights
   * @param sessions threads and devices
   */
  public record Plan(
      Network network,
      int audioFeatures,
      int visionFeatures,
      List<TrainedWeights> phases,
      AdamW.Settings optimizer,
      OptionalDouble clipNorm,
      boolean accumulates,
      long seed,
      Sessions sessions) {}

  public StepGraph(Plan plan) {
    Ops tf = Ops.create(graph);
    weightSeed = plan.seed();
    weights = Weights.initialized(tf, weightSeed);
    model = plan.network().over(weights);
    inputs = new BatchPlaceholders(tf, plan.audioFeatures(), plan.visionFeatures());
    lossWeights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
    seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    for (WeightGroup group : WeightGroup.values()) {
      optimizerSteps.put(group, tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(3))));
    }
    Pass training = Pass.training(tf, seed);
    Heads heads = model.forward(training, inputs.inputs());
    losses = stacked(tf, model.losses(training.tf(), heads, inputs.targets()));
    Pass inference = Pass.inference(tf);
    answers = model.forward(inference, inputs.inputs());
    polarity = answers.polarity().map(tf.nn::softmax);

    optimizer = new AdamW(tf, TrainedWeights.union(plan.phases(), weights.all()), plan.optimizer());
    Operand<TFloat32> total = tf.reduceSum(tf.math.mul(losses, lossWeights), tf.constant(0));
    for (TrainedWeights phase : plan.phases()) {
      List<Weight> trained = phase.of(weights.all());
      phases.add(new UpdateOps(graph, tf, total, trained, optimizer, optimizerSteps, plan));
    }
    checkpoint = new VariableFiles(tf, allVariables());
    weightFiles = new VariableFiles(tf, weightVariables(""));
    session = plan.sessions().open(graph);
    session.initialize();
  }

  private static Operand<TFloat32> stacked(Ops tf, List<SentimentModel.LossTerm> terms) {
    List<Operand<TFloat32>> values = new ArrayList<>();
    terms.forEach(term -> values.add(term.value()));
    return tf.stack(values);
  }

  /** Names of the loss terms, in the order of what {@link #step} gives. */
  public List<String> lossNames() {
    return model.lossNames();
  }

  public Weights weights() {
    return weights;
  }

  /** The seed of the training. */
  public long seed() {
    return weightSeed;
  }

  public AdamW optimizer() {
    return optimizer;
  }

  public Session session() {
    return session;
  }

  public Graph graph() {
    return graph;
  }

  /**
   * Computes the losses of a batch and updates the weights of a phase.
   *
   * @param parts the batch, whole or as micro-batches; the update is that of the whole batch
   * @return each loss term before the update, unweighted
   */
  public float[] step(int phase, List<Batch> parts, StepInput input) {
    return phases.get(phase).step(this, parts, input);
  }

  /** Scores a batch without dropout. */
  public Answers answer(InputTensors batch) {
    Session.Runner runner = session.runner();
    inputs.feed(runner, batch);
    runner.fetch(answers.sentiment());
    polarity.ifPresent(runner::fetch);
    answers.unimodal().ifPresent(runner::fetch);
    try (Result result = runner.run()) {
      Optional<Tensor> classes = polarity.map(p -> result.get(1));
      int next = polarity.isPresent() ? 2 : 1;
      return Answers.of(result.get(0), classes, answers.unimodal().map(u -> result.get(next)));
    }
  }

  /** Writes all weights and the optimizer's state into a folder. */
  public void save(Path folder) {
    checkpoint.save(session, folder);
  }

  /** Reads back what {@link #save} wrote. */
  public void restore(Path folder) {
    checkpoint.restore(session, folder);
  }

  /** Reads the weights alone: what an exported model would have. */
  public void restoreWeights(Path folder) {
    weightFiles.restore(session, folder);
  }

  /** Reads the weights under a path, as another stage trained them. */
  public void restoreWeights(Path folder, String prefix) {
    new VariableFiles(Ops.create(graph), weightVariables(prefix)).restore(session, folder);
  }

  private Map<String, Variable<TFloat32>> weightVariables(String prefix) {
    Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
    for (Weight weight : weights.under(prefix)) {
      variables.put(weight.path(), weight.variable());
    }
    return variables;
  }

  private Map<String, Variable<TFloat32>> allVariables() {
    Map<String, Variable<TFloat32>> variables = weightVariables("");
    variables.putAll(optimizer.variables());
    return variables;
  }

  /** A run of the training pass over a batch. */
  Session.Runner runner(Batch batch, StepInput input, List<Tensor> owned) {
    Session.Runner runner = updateRunner(input, owned);
    inputs.feed(runner, batch.inputs());
    inputs.feed(runner, batch.targets());
    float[] factors = new float[lossNames().size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = input.lossWeights().getOrDefault(lossNames().get(i), 1.0).floatValue();
    }
    feed(runner, lossWeights, TFloat32.vectorOf(factors), owned);
    feed(runner, seed, TInt64.scalarOf(input.seed()), owned);
    return runner;
  }

  /** A run that only updates weights. */
  Session.Runner updateRunner(StepInput input, List<Tensor> owned) {
    Session.Runner runner = session.runner();
    input
        .optimizer()
        .forEach(
            (group, step) ->
                feed(runner, optimizerSteps.get(group), TFloat32.vectorOf(step.toArray()), owned));
    return runner;
  }

  Operand<TFloat32> losses() {
    return losses;
  }

  private static void feed(
      Session.Runner runner, Operand<?> operand, Tensor value, List<Tensor> owned) {
    owned.add(value);
    runner.feed(operand.asOutput(), value);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
