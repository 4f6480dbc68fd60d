package org.dmmsa.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Cluster;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.bert.BertWeights;
import org.dmmsa.savedmodel.bert.TinyBert;
import org.dmmsa.savedmodel.bert.TinyBertSpec;
import org.dmmsa.training.Stage;
import org.dmmsa.training.TrainGraph;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.synthetic.SyntheticDataset;
import org.dmmsa.training.data.synthetic.SyntheticSpec;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.recipe.Recipe.PlannedStage;
import org.dmmsa.training.text.CacheFolder;
import org.dmmsa.training.text.FrozenText;
import org.dmmsa.training.text.TextFeatures;
import org.dmmsa.training.text.Transcripts;
import org.tensorflow.op.Ops;

/**
 * What a run works with: opened, checked against each other, and fitted to each other.
 *
 * @param config what the user wrote
 * @param data the dataset, open
 * @param bert the SavedModel of the method's text encoder, or the one that computed the text
 *     features which the data lacks
 * @param fitted the sizes that follow from both
 */
record RunInputs(RunConfig config, Dataset data, Optional<BertSavedModel> bert, FittedModel fitted)
    implements AutoCloseable {
  /** Where every network has its text encoder. */
  private static final String BERT = "text/bert";

  /**
   * Opens the data and the BERT that the config names, or makes those that it asks for.
   *
   * @param interrupted asked while text features are computed; when it says so, a {@link
   *     TrainingInterruptedException} is thrown
   */
  static RunInputs open(RunConfig config, RunFolder run, BooleanSupplier interrupted) {
    Processor.require(config.runtime());
    Set<Input> wanted = config.model().inputs();
    boolean hasBert = config.bert().filter(BertConfig::isNamed).isPresent();
    Optional<BertSavedModel> bert =
        Input.hasTokens(wanted)
            ? Optional.of(BertSavedModel.open(bertFolder(config, run)))
            : Optional.empty();
    Path file = config.data().path().orElseGet(() -> syntheticData(config, run));
    Dataset data = Dataset.open(file, TextFeatures.sources(wanted, hasBert));
    try {
      requireRows(data);
      requireSelectable(config, data);
      data.requireLabelsWithin(config.data().range());
      boolean features = TextFeatures.areMissing(data, wanted, hasBert);
      if (features) {
        bert = bert.or(() -> Optional.of(BertSavedModel.open(bertFolder(config, run))));
      }
      if (bert.isPresent()) {
        data = tokenized(data, bert.get(), config);
      }
      if (features) {
        data =
            new TextFeatures(
                    bert.orElseThrow(),
                    CacheFolder.standard(),
                    config.runtime().inSinglePrecision(),
                    () -> refuseIf(interrupted))
                .addTo(data);
      }
      data.requireInputs(wanted);
      data = data.withContext(config.context());
      // After context and cached features, which belong to all rows.
      data = config.data().subset().map(data::withTrain).orElse(data);
      return new RunInputs(config, data, bert, fit(config, data, bert));
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private static Dataset tokenized(Dataset data, BertSavedModel bert, RunConfig config) {
    if (config.context() > 0 && bert.sizes().types() < 2) {
      throw new InvalidInputException(
          "bert.context: found %d, expected 0, as the BERT in %s has no second segment"
              .formatted(config.context(), bert.folder()));
    }
    int longest = Math.min(config.bert().orElseThrow().maxTokens(), bert.sizes().positions());
    Dataset tokenized = Transcripts.tokenize(data, bert.assets(), bert.lowerCase(), longest);
    return Input.hasTokens(tokenized.has()) ? tokenized.notingCutTexts(longest) : tokenized;
  }

  /** The graph of a stage, with the text encoder as it came, computed in this process. */
  TrainGraph graph(Stage stage, long seed) {
    return graph(stage, seed, Optional.empty());
  }

  /** The same, with the parts of a batch shared out. */
  TrainGraph graph(Stage stage, long seed, Optional<Cluster> cluster) {
    TrainGraph graph =
        new TrainGraph(
            new TrainGraph.Plan(
                stage.network(),
                fitted.dims(),
                stage.weighting(),
                stage.config().groups(),
                config.optimizer(),
                config.clip(),
                stage.config().averageDecay(),
                stage.config().microBatch() > 0,
                seed,
                config.runtime(),
                cluster));
    try {
      if (!graph.weights().under(BERT + "/").isEmpty()) {
        new BertWeights(Ops.create(graph.graph()), bert.orElseThrow(), graph.weights(), BERT)
            .restore(graph.session());
      }
      return graph;
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /**
   * What keeps the states of frozen layers, if the config wants that.
   *
   * @param interrupted asked while they are computed
   */
  Optional<FrozenText> frozenText(BooleanSupplier interrupted) {
    Optional<Boolean> wanted = config.bert().flatMap(BertConfig::cacheFrozen);
    return Input.hasTokens(config.model().inputs()) && wanted.orElse(true)
        ? Optional.of(
            new FrozenText(CacheFolder.standard(), wanted.isPresent(), () -> refuseIf(interrupted)))
        : Optional.empty();
  }

  private static void refuseIf(BooleanSupplier interrupted) {
    if (interrupted.getAsBoolean()) {
      throw new TrainingInterruptedException(
          "stopped while text features were computed, nothing was kept");
    }
  }

  private static void requireRows(Dataset data) {
    for (Split split : List.of(data.train(), data.valid(), data.test())) {
      if (split.size() == 0) {
        throw new InvalidInputException(
            "%s: split %s: found 0 rows, expected at least 1 to train, choose and test with"
                .formatted(data.source(), split.name()));
      }
    }
  }

  /** What the best epoch is chosen by has to be defined on the labels of the validation split. */
  private static void requireSelectable(RunConfig config, Dataset data) {
    float[] labels = data.valid().labels();
    Metrics ofPerfect = config.data().metrics().evaluate(labels, labels);
    for (PlannedStage planned : config.stages()) {
      Metric by = planned.stage().config().select().by();
      if (!ofPerfect.metrics().contains(by) || ofPerfect.get(by).isEmpty()) {
        throw new InvalidInputException(
            "%s: split valid: found no %s for its %d rows by the metrics of %s, expected one to choose"
                    .formatted(data.source(), by.key(), labels.length, config.data().metricsName())
                + " the best epoch of stage "
                + planned.stage().name());
      }
    }
  }

  private static FittedModel fit(RunConfig config, Dataset data, Optional<BertSavedModel> opened) {
    Optional<BertSavedModel> bert =
        opened.filter(any -> Input.hasTokens(config.model().inputs())); // which the network reads
    Map<Input, FrameDims> frames = new EnumMap<>(Input.class);
    for (Input input : config.model().inputs()) {
      if (input.hasFeatures()) {
        frames.put(input, data.dims(input));
      }
    }
    int longest =
        bert.map(b -> Math.min(config.bert().orElseThrow().maxTokens(), b.sizes().positions()))
            .orElse(0);
    return new FittedModel(
        new InputDims(bert.map(BertSavedModel::sizes), frames),
        longest,
        bert.map(BertSavedModel::lowerCase).orElse(false),
        data.hasUnimodalLabels());
  }

  private static Path bertFolder(RunConfig config, RunFolder run) {
    BertConfig bert =
        config
            .bert()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "found no section bert in the config, expected one for the method "
                            + config.method()));
    return bert.path().orElseGet(() -> tinyBert(bert, run));
  }

  private static Path tinyBert(BertConfig config, RunFolder run) {
    TinyBertSpec tiny =
        config
            .tiny()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "found no BERT, expected --bert DIR (./dmmsa bert fetch uncased gets one)"
                            + " or a section bert.tiny in the config"));
    if (!Files.exists(run.tinyBert())) {
      TinyBert.write(run.tinyBert(), tiny, SyntheticDataset.vocabulary());
    }
    return run.tinyBert();
  }

  private static Path syntheticData(RunConfig config, RunFolder run) {
    SyntheticSpec synthetic =
        config
            .data()
            .synthetic()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "found no data, expected --data FILE or a section data.synthetic in the"
                            + " config"));
    if (!Files.exists(run.syntheticData())) {
      SyntheticDataset.write(run.syntheticData(), synthetic);
    }
    return run.syntheticData();
  }

  @Override
  public void close() {
    data.close();
  }
}
