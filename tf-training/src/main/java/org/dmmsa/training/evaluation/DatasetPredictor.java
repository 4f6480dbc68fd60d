package org.dmmsa.training.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.serving.ExpectedData;
import org.dmmsa.savedmodel.serving.ExportFolder;
import org.dmmsa.savedmodel.serving.ScoringModel;
import org.dmmsa.savedmodel.tokenizer.TextTokenizer;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.data.BlankFrames;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.text.CacheFolder;
import org.dmmsa.training.text.TextFeatures;
import org.dmmsa.training.text.Transcripts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores a dataset with an exported model, wherever that runs.
 *
 * @param model scores batches
 * @param data fits the model
 */
public record DatasetPredictor(ScoringModel model, Dataset data) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatasetPredictor.class);

  /**
   * Opens the data for a model, which is closed with it, and also if that fails.
   *
   * @param bert a SavedModel's folder; for a model of text features, where the data has none
   * @throws InvalidInputException if the data cannot be used, or does not fit the model
   */
  public static DatasetPredictor open(ScoringModel model, Path data, Optional<Path> bert) {
    try {
      Set<Input> wanted = model.inputs();
      Dataset dataset = Dataset.open(data, TextFeatures.sources(wanted, bert.isPresent()));
      try {
        if (Input.hasTokens(wanted) && model.export().isPresent()) {
          ExportFolder export = model.export().get();
          dataset =
              Transcripts.tokenize(
                  dataset,
                  export.assets(),
                  export.manifest().lowerCase(),
                  export.manifest().tokens());
        }
        DatasetPredictor predictor = new DatasetPredictor(model, dataset);
        if (TextFeatures.areMissing(dataset, wanted, bert.isPresent())) {
          dataset = predictor.withTextFeatures(BertSavedModel.open(bert.orElseThrow()));
          predictor = new DatasetPredictor(model, dataset);
        }
        predictor.requireFit();
        return new DatasetPredictor(model, dataset.withContext(model.expects().context()));
      } catch (RuntimeException e) {
        dataset.close();
        throw e;
      }
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private Dataset withTextFeatures(BertSavedModel bert) {
    int width = bert.sizes().encoder().width();
    int expected = expected(Input.TEXT).features();
    if (width != expected) {
      throw new InvalidInputException(
          "%s: found a BERT of %d features, expected %d as %s was trained on"
              .formatted(bert.folder(), width, expected, model.place()));
    }
    Optional<String> trained = model.expects().bertSha256();
    if (trained.isPresent() && !trained.get().equals(bert.digest())) {
      LOG.warn(
          "{} is another BERT than the one of the features that the model was trained on",
          bert.folder());
    }
    int longest = Math.min(expected(Input.TEXT).frames(), bert.sizes().positions());
    Dataset tokens = Transcripts.tokenize(data, bert.assets(), bert.lowerCase(), longest);
    return new TextFeatures(bert, CacheFolder.standard(), Sessions.DEFAULT, () -> {}).addTo(tokens);
  }

  private void requireFit() {
    data.requireInputs(model.inputs());
    for (Input input : model.inputs()) {
      if (input.hasFeatures()) {
        requireFit(input, data.dims(input), expected(input));
      }
    }
  }

  private FrameDims expected(Input input) {
    FrameDims dims = model.expects().frames().get(input.key());
    if (dims == null) {
      throw new InvalidInputException(
          "found no frames of %s in the assets/model.yaml of %s, expected its sizes"
              .formatted(input.key(), model.place()));
    }
    return dims;
  }

  private void requireFit(Input input, FrameDims found, FrameDims expected) {
    if (found.features() != expected.features()) {
      throw new InvalidInputException(
          "%s: found %d %s features, expected %d as %s was trained on"
              .formatted(
                  data.source(),
                  found.features(),
                  input.key(),
                  expected.features(),
                  model.place()));
    }
    if (found.frames() > expected.frames()) {
      LOG.warn(
          "{} beyond {} frames is cut by the model; this data has up to {}",
          input.key(),
          expected.frames(),
          found.frames());
    }
  }

  /**
   * The same data as if some modalities had not been recorded: an empty text, one blank frame.
   *
   * @param modalities of text, audio and vision
   * @throws InvalidInputException if the model does not read one of them
   */
  DatasetPredictor without(Set<String> modalities) {
    Dataset rest = data;
    for (String modality : modalities) {
      if (modality.equals("text") && Input.hasTokens(model.inputs())) {
        int[] empty = emptyText();
        rest = rest.withTokens(text -> empty);
      } else {
        Input input = named(modality);
        int features = expected(input).features();
        rest = rest.with(input, split -> new BlankFrames(features), () -> {});
      }
    }
    return new DatasetPredictor(model, rest);
  }

  private int[] emptyText() {
    try (TextTokenizer tokenizer =
        TextTokenizer.open(
            model.export().orElseThrow().assets(),
            model.export().orElseThrow().manifest().lowerCase())) {
      return tokenizer.ids("", model.expects().tokens());
    }
  }

  private Input named(String modality) {
    return model.inputs().stream()
        .filter(input -> input.hasFeatures() && input.key().equals(modality))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "found the modality '%s', expected one of text, audio and vision that %s reads"
                        .formatted(modality, model.place())));
  }

  /**
   * The splits of a name, in the order train, valid, test.
   *
   * @param name one of the three, or {@code all}
   */
  public List<Split> splits(String name) {
    return name.equals("all")
        ? List.of(data.train(), data.valid(), data.test())
        : List.of(data.split(name));
  }

  /**
   * What the model says about every row of the splits, in their order.
   *
   * @throws InvalidInputException if it has no finite number for a row
   */
  public Predictions predictions(List<Split> splits) {
    return predictions(model, splits).requireFinite(data.source(), model.place());
  }

  /**
   * What a model says about every row of some splits, in their order, finite or not.
   *
   * @param splits fit the model
   */
  public static Predictions predictions(ScoringModel model, List<? extends Split> splits) {
    ExpectedData expected = model.expects();
    InputBatcher inputs =
        new InputBatcher(model.inputs(), expected.vocabulary(), expected.tokens());
    SplitScorer scorer = new SplitScorer(inputs, SplitScorer.BATCH_SIZE);
    return Predictions.concat(
        splits.stream()
            .map(split -> Scores.predictions(split, scorer.score(split, model::answer)))
            .toList());
  }

  @Override
  public void close() {
    model.close();
    data.close();
  }
}
