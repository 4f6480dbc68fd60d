package org.dmmsa.training.evaluation;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.savedmodel.tokenizer.TextTokenizer;
import org.dmmsa.training.data.BlankFrames;
import org.dmmsa.training.data.TextRows;
import org.dmmsa.training.data.TextTokens;
import org.dmmsa.training.report.Predictions;

/**
 * An exported model on raw texts: they are cut as the model's own files say, audio and vision are
 * absent, which is one frame of zeros.
 */
public final class TextPredictor implements AutoCloseable {
  private final ServingModel model;
  private final TextTokenizer tokenizer;

  private TextPredictor(ServingModel model, TextTokenizer tokenizer) {
    this.model = model;
    this.tokenizer = tokenizer;
  }

  /**
   * Opens an export.
   *
   * @throws InvalidInputException if it is none, or reads text features in place of tokens
   */
  public static TextPredictor open(Path folder) {
    ServingModel model = ServingModel.load(folder, Sessions.DEFAULT);
    try {
      if (!Input.hasTokens(model.inputs())) {
        throw new InvalidInputException(
            "%s: found a model of %s, which reads text features, expected one that reads tokens"
                .formatted(model.folder(), model.manifest().model()));
      }
      Path assets = model.folder().resolve("assets");
      return new TextPredictor(model, TextTokenizer.open(assets, model.manifest().lowerCase()));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** What the model says about texts, row by row. */
  public Predictions predict(List<String> ids, List<String> texts) {
    int longest = model.manifest().tokens();
    TextTokens tokens = TextTokens.of(texts, text -> tokenizer.ids(text, longest));
    Map<Input, BlankFrames> absent = new EnumMap<>(Input.class);
    for (Input input : model.inputs()) {
      if (input.hasFeatures()) {
        int features = model.manifest().frames().get(input.key()).features();
        absent.put(input, new BlankFrames(features));
      }
    }
    return ModelEvaluator.predictions(model, List.of(new TextRows(ids, texts, tokens, absent)));
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
