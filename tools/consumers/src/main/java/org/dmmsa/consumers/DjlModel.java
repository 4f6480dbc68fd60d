package org.dmmsa.consumers;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** An export on Deep Java Library's TensorFlow engine. */
public final class DjlModel implements AutoCloseable {
  private final ZooModel<NDList, NDList> model;
  private final Predictor<NDList, NDList> predictor;

  /**
   * Loads it.
   *
   * @param export the version folder
   */
  public DjlModel(Path export) throws IOException, ModelNotFoundException, MalformedModelException {
    model =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optEngine("TensorFlow")
            .optModelPath(export)
            .build()
            .loadModel();
    predictor = model.newPredictor();
  }

  /** The inputs of a batch, by name. */
  public interface Inputs {
    Map<String, NDArray> in(NDManager manager);
  }

  /** What {@code serving_default} answers, by name; numbers in row-major order. */
  public Map<String, float[]> predict(Inputs inputs) throws TranslateException {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDList named = new NDList(); // DJL takes them in the order of their names
      new TreeMap<>(inputs.in(manager))
          .forEach(
              (name, array) -> {
                array.setName(name);
                named.add(array);
              });
      Map<String, float[]> outputs = new TreeMap<>();
      for (NDArray output : predictor.predict(named)) {
        outputs.put(output.getName(), output.toFloatArray());
      }
      return outputs;
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
