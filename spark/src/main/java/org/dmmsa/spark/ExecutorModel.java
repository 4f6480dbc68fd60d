package org.dmmsa.spark;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dmmsa.model.Input;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.savedmodel.tokenizer.TextTokenizer;

/**
 * An export that all tasks of a process share; it stays loaded until that ends.
 *
 * @param scoring what answers
 * @param tokenizer what texts are cut by; none of a model that reads text features
 */
record ExecutorModel(ServingModel scoring, Optional<TextTokenizer> tokenizer) {
  private static final Map<String, ExecutorModel> LOADED = new ConcurrentHashMap<>();

  /**
   * The model of a folder, loaded by the first task that asks.
   *
   * @throws org.dmmsa.model.InvalidInputException if this machine does not see it
   */
  static ExecutorModel of(String folder) {
    return LOADED.computeIfAbsent(folder, ExecutorModel::load);
  }

  private static ExecutorModel load(String folder) {
    ServingModel model = ServingModel.load(Path.of(folder), Sessions.DEFAULT);
    try {
      return new ExecutorModel(
          model,
          Input.hasTokens(model.inputs())
              ? Optional.of(
                  TextTokenizer.open(
                      model.export().orElseThrow().assets(), model.manifest().lowerCase()))
              : Optional.empty());
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** The ids of a text's tokens. */
  int[] ids(String text) {
    return tokenizer.orElseThrow().ids(text, scoring.expects().tokens());
  }
}
