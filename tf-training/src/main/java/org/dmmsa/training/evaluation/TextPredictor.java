package org.dmmsa.training.evaluation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.serving.ExportFolder;
import org.dmmsa.savedmodel.serving.ScoringModel;
import org.dmmsa.savedmodel.tokenizer.TextTokenizer;
import org.dmmsa.training.data.BlankFrames;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.TextTokens;
import org.dmmsa.training.data.UnlabelledRows;
import org.dmmsa.training.report.Predictions;

/**
 * An exported model on raw texts: they are cut as the model's own files say, audio and vision are
 * absent, which is one frame of zeros.
 */
public final class TextPredictor implements AutoCloseable {
  private final ScoringModel model;
  private final TextTokenizer tokenizer;

  private TextPredictor(ScoringModel model, TextTokenizer tokenizer) {
    this.model = model;
    this.tokenizer = tokenizer;
  }

  /**
   * Opens what a model's texts are cut by. The model is closed with it, and also if that fails.
   *
   * @throws InvalidInputException if the model's folder is not on this machine, or it reads text
   *     features in place of tokens
   */
  public static TextPredictor open(ScoringModel model) {
    try {
      if (!Input.hasTokens(model.inputs())) {
        throw new InvalidInputException(
            "found %s, which reads text features, expected one that reads tokens"
                .formatted(model.place()));
      }
      ExportFolder export =
          model
              .export()
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          "found no folder of %s, expected one here too (--model DIR), as texts are"
                                  .formatted(model.place())
                              + " cut with its assets"));
      return new TextPredictor(
          model, TextTokenizer.open(export.assets(), export.manifest().lowerCase()));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * What the model says about texts, row by row.
   *
   * @throws InvalidInputException if it has no finite number for a text
   */
  public Predictions predict(List<String> ids, List<String> texts) {
    int longest = model.expects().tokens();
    TextTokens tokens = TextTokens.of(texts, text -> tokenizer.ids(text, longest));
    Map<Input, Frames> absent = new EnumMap<>(Input.class);
    for (Input input : model.inputs()) {
      if (input.hasFeatures()) {
        int features = model.expects().frames().get(input.key()).features();
        absent.put(input, new BlankFrames(features));
      }
    }
    Split rows = new UnlabelledRows("texts", ids, texts, Optional.of(tokens), absent);
    return DatasetPredictor.predictions(model, List.of(rows)).requireFinite("texts", model.place());
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
