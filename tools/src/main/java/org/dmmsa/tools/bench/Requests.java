package org.dmmsa.tools.bench;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dmmsa.model.InputTensors;
import org.dmmsa.savedmodel.serving.ExpectedData;
import org.dmmsa.savedmodel.serving.ScoringModel;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.data.Split;

/**
 * What clients ask a model: rows of a split, each drawn with the same chance and put back.
 *
 * <p>A request of several rows is padded to its longest, as a server pads what it collects.
 *
 * @param model answers; by several threads at once
 * @param inputs makes what it is sent
 * @param split where the rows are from
 */
public record Requests(ScoringModel model, InputBatcher inputs, Split split) {

  /** Requests for a model that reads what the split has. */
  public static Requests of(ScoringModel model, Split split) {
    ExpectedData expected = model.expects();
    InputBatcher inputs =
        new InputBatcher(model.inputs(), expected.vocabulary(), expected.tokens());
    return new Requests(model, inputs, split);
  }

  /** Makes a request, has it answered and forgets both. */
  void ask(int rows, RandomGenerator random) {
    List<Integer> drawn = random.ints(rows, 0, split.size()).boxed().toList();
    try (InputTensors request = inputs.inputs(split, drawn)) {
      model.answer(request);
    }
  }
}
