package org.dmmsa.model.baseline;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.graph.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;

/** The tiny network of {@code self_mm.json}: sizes, names, inputs. */
public final class GoldenSelfMm {
  private GoldenSelfMm() {}

  /** The network without dropout, like the file's numbers. */
  public static SelfMm.Config config(Golden golden) {
    return config(golden, "");
  }

  /** The network with dropout before one head. */
  static SelfMm.Config config(Golden golden, String dropped) {
    Golden config = golden.at("config");
    return new SelfMm.Config(
        new BertDropout(0, 0),
        encoder(config, "a_lstm_hidden_size", "audio_out"),
        encoder(config, "v_lstm_hidden_size", "video_out"),
        new SelfMm.Config.Heads(
            head(config, "fusion", dropped),
            head(config, "text", dropped),
            head(config, "audio", dropped),
            head(config, "video", dropped)));
  }

  private static SelfMm.Config.Encoder encoder(Golden config, String hidden, String out) {
    return new SelfMm.Config.Encoder(config.at(hidden).integer(), config.at(out).integer(), 0);
  }

  private static SelfMm.Config.Head head(Golden config, String name, String dropped) {
    return new SelfMm.Config.Head(
        config.at("post_" + name + "_dim").integer(), name.equals(dropped) ? 0.5f : 0);
  }

  public static InputDims dims(Golden golden) {
    return GoldenNetwork.dims(golden, golden.at("inputs", "batch0"));
  }

  /** Where the network's weights are in the file. */
  public static TorchWeights weights(Golden golden) {
    return new TorchWeights(golden.at("weights"), "text_model/model")
        .rename("^vision/", "video/")
        .rename("^head/vision/", "head/video/")
        .lstm("audio/lstm", "audio_model/rnn")
        .lstm("video/lstm", "video_model/rnn")
        .rename("^(audio|video)/project/", "$1_model/linear_1/")
        .rename("^head/(\\w+)/0/", "post_$1_layer_1/")
        .rename("^head/(\\w+)/1/", "post_$1_layer_2/")
        .rename("^head/(\\w+)/2/", "post_$1_layer_3/");
  }

  /** A batch as it would be fed: the file's, with zeros past each sample's length. */
  public static Inputs inputs(GraphHarness harness, Golden batch) {
    return inputs(harness, batch, 0);
  }

  /**
   * The same with frames of zeros at the end of all.
   *
   * @param more how many
   */
  static Inputs inputs(GraphHarness harness, Golden batch, int more) {
    Map<Input, Operand<?>> inputs = new EnumMap<>(Input.class);
    inputs.putAll(GoldenNetwork.inputs(harness, batch).operands());
    for (Input input : List.of(Input.AUDIO, Input.VISION)) {
      inputs.put(input, frames(harness, batch, input, more));
    }
    return new Inputs(inputs);
  }

  private static Operand<?> frames(GraphHarness harness, Golden batch, Input input, int more) {
    Golden given = batch.at(input.key());
    int[] lengths = batch.at(input.key() + "_lengths").ints();
    int steps = (int) given.shape().get(1);
    int features = (int) given.shape().get(2);
    int length = steps + more;
    float[] values = new float[lengths.length * length * features];
    for (int row = 0; row < lengths.length; row++) {
      System.arraycopy(
          given.floats(),
          row * steps * features,
          values,
          row * length * features,
          lengths[row] * features);
    }
    return harness.input(Shape.of(lengths.length, length, features), values);
  }
}
