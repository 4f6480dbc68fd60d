package org.dmmsa.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.Answers;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.Cluster;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.checkpoint.VariableFiles;
import org.dmmsa.training.batch.Batch;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.evaluation.SplitScorer;
import org.dmmsa.training.optimizer.Adam;
import org.dmmsa.training.optimizer.GradientClip;
import org.dmmsa.training.optimizer.OptimizerConfig;
import org.dmmsa.training.optimizer.ParameterGroup;
import org.dmmsa.training.optimizer.ParameterGroups;
import org.dmmsa.training.optimizer.Updates;
import org.dmmsa.training.optimizer.WeightAverages;
import org.dmmsa.training.text.FrozenLayers;
import org.dmmsa.training.weighting.LossWeighting;
import org.dmmsa.training.weighting.StepTerms;
import org.dmmsa.training.weighting.WeightedLoss;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The graph of one stage and its session: a training pass, an inference pass over the same weights,
 * and the updates. It is built once; what changes while training is fed.
 */
public final class TrainGraph implements AutoCloseable {
  private static final String EMBEDDING = "embedding";
  private static final String SIMILARITY = "similarity";

  private final Graph graph = new Graph();
  private final Plan plan;
  private final Weights weights;
  private final ParameterGroups groups;
  private final Inputs inputs;
  private final Pass training;
  private final Pass inference;
  private Inputs fedInTraining;
  private Inputs fedInInference;
  private final Targets targets;
  private final Placeholder<TInt64> seed;
  private final Placeholder<TFloat32> lossWeights;
  private final Map<String, Placeholder<TFloat32>> optimizerSteps = new LinkedHashMap<>();
  private final Optional<Placeholder<TFloat32>> share;
  private final Terms terms;
  private final List<String> lossNames;
  private final List<String> signalNames;
  private final Operand<TFloat32> losses;
  private final WeightedLoss weighted;
  private final List<Op> afterStep;
  private final Outputs outputs;
  private final Optional<Operand<TFloat32>> similarities;
  private final Adam optimizer;
  private final Optional<WeightAverages> averages;
  private final List<Updates> phases = new ArrayList<>();
  private final VariableFiles checkpoint;
  private final VariableFiles weightFiles;
  private final Replicas replicas;
  private final Session session;

  /**
   * What a stage's graph is built from.
   *
   * @param network what is trained
   * @param dims the sizes of its inputs
   * @param weighting of the terms of its loss
   * @param groups which weights train, when and how fast
   * @param optimizer constants of the updates
   * @param clip of gradients
   * @param averageDecay of the averages of the weights, if there are any
   * @param inParts whether a batch may come in several parts
   * @param seed of the first weights
   * @param sessions threads and devices
   * @param cluster that the parts of a batch are shared out to, if there is one
   */
  public record Plan(
      ModelConfig network,
      InputDims dims,
      LossWeighting weighting,
      Map<String, ParameterGroup> groups,
      OptimizerConfig optimizer,
      GradientClip clip,
      Optional<Double> averageDecay,
      boolean inParts,
      long seed,
      Sessions sessions,
      Optional<Cluster> cluster) {}

  public TrainGraph(Plan plan) {
    this.plan = plan;
    Ops tf = Ops.create(graph);
    Ops kept = plan.cluster().map(c -> tf.withDevice(c.keeper())).orElse(tf);
    weights = Weights.initialized(kept, plan.seed());
    SentimentModel model = plan.network().build(weights, plan.dims());
    Ops batch = tf.withSubScope("batch");
    inputs = Inputs.placeholders(batch, plan.network().inputs(), plan.dims());
    targets = new Targets(batch.withSubScope("target"));
    seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    lossWeights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
    for (String group : plan.groups().keySet()) {
      optimizerSteps.put(group, tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(3))));
    }
    share =
        plan.inParts()
            ? Optional.of(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar())))
            : Optional.empty();

    training = Pass.training(tf, seed);
    terms = model.train(training, inputs, targets);
    lossNames = terms.names();
    signalNames = List.copyOf(terms.signals().keySet());
    losses = training.tf().stack(List.copyOf(terms.losses().values()));
    afterStep = training.afterStep();
    inference = Pass.inference(tf);
    outputs = model.forward(inference, inputs);
    fedInTraining = inputs;
    fedInInference = inputs;
    similarities = outputs.features().map(features -> FeatureSimilarity.flat(tf, features));

    weighted =
        plan.weighting()
            .weigh(
                new StepTerms(
                    tf,
                    graph,
                    weights,
                    terms,
                    plan.network().weightedTerms(),
                    losses,
                    lossWeights,
                    seed));
    groups = new ParameterGroups(plan.groups(), weights.trained()); // with the weighting's own
    optimizer = new Adam(kept, plan.optimizer(), groups);
    averages =
        plan.averageDecay().map(decay -> new WeightAverages(kept, groups.everTrained(), decay));
    Updates.Parts parts =
        new Updates.Parts(
            weighted.total(),
            optimizer,
            groups,
            optimizerSteps,
            plan.clip(),
            share,
            kept,
            averages);
    for (int phase = 0; phase < groups.phases(); phase++) {
      phases.add(Updates.of(graph, tf, parts, phase));
    }
    checkpoint = new VariableFiles(tf, allVariables());
    MachineMemory.require(allVariables().values());
    weightFiles = new VariableFiles(tf, weightVariables(""));
    replicas = Replicas.of(graph, weights, plan.sessions(), plan.cluster());
    session = replicas.own();
  }

  /** Names of the loss terms, in order. */
  public List<String> lossNames() {
    return lossNames;
  }

  /** The targets that a batch has to have. */
  public Set<String> targetNames() {
    return targets.names();
  }

  public Weights weights() {
    return weights;
  }

  public ParameterGroups groups() {
    return groups;
  }

  /** The seed of the training. */
  public long seed() {
    return plan.seed();
  }

  public Adam optimizer() {
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
   */
  public StepResult step(int phase, List<Batch> parts, StepInput input) {
    Updates updates = phases.get(phase);
    boolean whole = parts.size() == 1;
    int size = parts.stream().mapToInt(Batch::size).sum();
    Map<String, Double> means = new LinkedHashMap<>();
    Map<String, Double> weights = new LinkedHashMap<>();
    List<Map<String, float[][]>> signals = new ArrayList<>();
    Op target = whole ? updates.whole() : updates.inParts().orElseThrow().add();
    List<Result> results =
        replicas.each(parts, (by, part) -> run(by, target, part, input, weight(part, size)));
    for (int i = 0; i < parts.size(); i++) {
      try (Result result = results.get(i)) {
        float weight = weight(parts.get(i), size);
        addShare(means, lossNames, (TFloat32) result.get(0), weight);
        addShare(weights, weighted.weighed(), (TFloat32) result.get(1), weight);
        signals.add(Answers.of(signalNames, result, 2).byName());
      }
    }
    if (!whole) {
      try (Feed feed = new Feed(session)) {
        feedSteps(feed, input);
        feed.runner().addTarget(updates.inParts().orElseThrow().apply()).run().close();
      }
    }
    return new StepResult(means, weights, signals);
  }

  private static float weight(Batch part, int size) {
    return (float) part.size() / size;
  }

  private static void addShare(
      Map<String, Double> means, List<String> names, TFloat32 ofPart, float weight) {
    float[] values = Answers.vector(ofPart);
    for (int i = 0; i < names.size(); i++) {
      means.merge(names.get(i), (double) (weight * values[i]), Double::sum);
    }
  }

  /** Runs the training pass over a batch; fetches losses, their weights, then signals. */
  private Result run(Session by, Op target, Batch batch, StepInput input, float weight) {
    try (Feed feed = feed(by, batch, input, weight)) {
      return feed.runner().addTarget(target).run();
    }
  }

  private Feed feed(Session by, Batch batch, StepInput input, float weight) {
    Feed feed = new Feed(by);
    feedSteps(feed, input);
    batch.inputs().feedInto(feed.runner(), fedInTraining);
    for (String name : targets.names()) {
      feed.runner().feed(targets.get(name).asOutput(), batch.target(name));
    }
    float[] factors = new float[lossNames.size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = input.lossWeights().getOrDefault(lossNames.get(i), 1.0).floatValue();
    }
    feed.own(lossWeights, TFloat32.vectorOf(factors));
    feed.own(seed, TInt64.scalarOf(input.seed()));
    share.ifPresent(placeholder -> feed.own(placeholder, TFloat32.scalarOf(weight)));
    feed.runner().fetch(losses);
    feed.runner().fetch(weighted.weights());
    terms.signals().values().forEach(feed.runner()::fetch);
    afterStep.forEach(feed.runner()::addTarget);
    return feed;
  }

  private void feedSteps(Feed feed, StepInput input) {
    input
        .optimizer()
        .forEach(
            (group, step) ->
                feed.own(optimizerSteps.get(group), TFloat32.vectorOf(step.toArray())));
    averages.ifPresent(a -> feed.own(a.share(), TFloat32.scalarOf(a.share(input.step()))));
  }

  /** Starts the averages, if there are any, with the weights as they are now. */
  public void startAverages() {
    averages.ifPresent(a -> session.runner().addTarget(a.start()).run().close());
  }

  /** Exchanges weights and averages, if there are any: to score with these, and to go on after. */
  public void swapAverages() {
    averages.ifPresent(a -> session.runner().addTarget(a.swap()).run().close());
  }

  /** The layers of the text encoder that do not train in a phase, if there are any. */
  Optional<FrozenPart> frozen(int phase) {
    return FrozenPart.of(
        graph, training, inference, inputs, weights.under(""), groups.trained(phase));
  }

  /** What such layers compute with the weights as they are now. */
  FrozenLayers layers(FrozenPart frozen) {
    return frozen.in(session, inputs, plan.dims().bert().orElseThrow());
  }

  /**
   * From now on batches may have the states of these layers as text features; the layers are then
   * not computed.
   */
  void take(Optional<FrozenPart> layers) {
    fedInTraining = layers.map(l -> FrozenPart.with(inputs, l.training())).orElse(inputs);
    fedInInference = layers.map(l -> FrozenPart.with(inputs, l.inference())).orElse(inputs);
  }

  /** Scores a batch without dropout. */
  public Answers answer(InputTensors batch) {
    return answer(batch, outputs.byName());
  }

  /** [rows][E] the embedding of each row without dropout, of a network that has one. */
  public float[][] embeddings(SplitScorer scorer, Split split) {
    Map<String, Operand<TFloat32>> asked = Map.of(EMBEDDING, outputs.embedding().orElseThrow());
    return scorer.score(split, batch -> answer(batch, asked)).byName().get(EMBEDDING);
  }

  /**
   * How alike the decomposed features are, without dropout: the mean over rows of the cosine of
   * each pair, [6][6] in the order Ts, Td, As, Ad, Vs, Vd; empty for a network that has none.
   */
  public Optional<double[][]> featureSimilarity(SplitScorer scorer, Split split) {
    return similarities.map(
        flat -> {
          Map<String, Operand<TFloat32>> asked = Map.of(SIMILARITY, flat);
          return FeatureSimilarity.mean(
              scorer.score(split, batch -> answer(batch, asked)).byName().get(SIMILARITY));
        });
  }

  private Answers answer(InputTensors batch, Map<String, Operand<TFloat32>> asked) {
    Session.Runner runner = session.runner();
    batch.feedInto(runner, fedInInference);
    asked.values().forEach(runner::fetch);
    try (Result result = runner.run()) {
      return Answers.of(List.copyOf(asked.keySet()), result, 0);
    }
  }

  /**
   * Writes all weights and the optimizer's state into a folder. A weight that is averaged has its
   * average under its own path there, for all that evaluate or export.
   */
  public void save(Path folder) {
    checkpoint.save(session, folder);
  }

  /** Reads back what {@link #save} wrote. */
  public void restore(Path folder) {
    checkpoint.restore(session, folder);
  }

  /** Reads the weights alone: what an exported model would have, and those of the weighting. */
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
    averages.ifPresent(
        a ->
            a.byWeight()
                .forEach(
                    (weight, average) -> {
                      variables.put(weight.path(), average);
                      variables.put(weight.path() + "/trained", weight.variable());
                    }));
    variables.putAll(optimizer.variables());
    return variables;
  }

  @Override
  public void close() {
    replicas.close();
    if (!replicas.lost()) {
      graph.close();
    }
  }
}
