package org.dmmsa.savedmodel.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.dmmsa.model.Answers;
import org.dmmsa.savedmodel.stored.StoredModel;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.SignatureDef;

/** Asks a signature as TensorFlow Serving does: by names, with its defaults for what is missing. */
final class Asked {
  private Asked() {}

  /** All outputs of a signature, one vector a row. */
  static Map<String, float[][]> of(
      StoredModel model, String name, Map<String, ? extends Tensor> inputs) {
    SignatureDef signature = model.signature(name);
    List<String> outputs = List.copyOf(new TreeSet<>(signature.getOutputsMap().keySet()));
    Session.Runner runner = model.runner();
    try (NativeTensors defaults = new NativeTensors()) {
      Map<String, Tensor> fed = new HashMap<>();
      signature.getDefaultsMap().forEach((input, value) -> fed.put(input, defaults.of(value)));
      fed.putAll(inputs);
      assertThat(fed.keySet()).isEqualTo(signature.getInputsMap().keySet());
      fed.forEach(
          (input, tensor) -> runner.feed(signature.getInputsOrThrow(input).getName(), tensor));
      outputs.forEach(output -> runner.fetch(signature.getOutputsOrThrow(output).getName()));
      try (Result result = runner.run()) {
        return Answers.of(outputs, result, 0).byName();
      }
    }
  }
}
