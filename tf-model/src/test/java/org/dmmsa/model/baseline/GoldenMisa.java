package org.dmmsa.model.baseline;

import java.util.Arrays;
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
import org.dmmsa.model.graph.Numbers;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The tiny network of {@code misa.json}: sizes, names, inputs. */
final class GoldenMisa {
  private static final List<Input> TOKENS =
      List.of(Input.INPUT_IDS, Input.INPUT_MASK, Input.SEGMENT_IDS);

  private GoldenMisa() {}

  /** The network without dropout, like the file's numbers. */
  static Misa.Config config(Golden golden, Misa.Frames frames) {
    Golden config = golden.at("config");
    return new Misa.Config(
        new BertDropout(0, 0),
        frames,
        config.at("hidden_size").integer(),
        config.at("fusion_heads").integer(),
        config.at("fusion_ffn").integer(),
        0,
        0);
  }

  static InputDims dims(Golden golden) {
    return GoldenNetwork.dims(golden, golden.at("inputs"));
  }

  /** Where the network's weights are in the file. */
  static TorchWeights weights(Golden golden) {
    return new TorchWeights(golden.at("weights"), "bertmodel/model")
        .biLstm("audio/first", "arnn1")
        .biLstm("audio/second", "arnn2")
        .biLstm("vision/first", "vrnn1")
        .biLstm("vision/second", "vrnn2")
        .rename("^(audio|vision)/norm/", "$1_layer_norm/")
        .rename("^audio_", "a")
        .rename("^vision_", "v")
        .rename("^project/(\\w)\\w+/norm/", "project_$1/project_$1_layer_norm/")
        .rename("^project/(\\w)\\w+/", "project_$1/project_$1/")
        .rename("^specific/audio/", "private_a/private_a_3/")
        .rename("^specific/(\\w)\\w+/", "private_$1/private_$1_1/")
        .rename("^invariant/", "shared/shared_1/")
        .rename("^reconstruct/(\\w)\\w+/", "recon_$1/recon_$1_1/")
        .rename("^fusion/", "transformer_encoder/layers/0/")
        .rename("^(transf.*)/attention/(query|key|value)/", "$1/self_attn/in_proj_")
        .rename("^(transf.*)/attention/output/", "$1/self_attn/out_proj/")
        .rename("^(transf.*)/attention_norm/", "$1/norm1/")
        .rename("^(transf.*)/feedforward_norm/", "$1/norm2/")
        .rename("^(transf.*)/expand/", "$1/linear1/")
        .rename("^(transf.*)/contract/", "$1/linear2/")
        .rename("^head/0/", "fusion/fusion_layer_1/")
        .rename("^head/1/", "fusion/fusion_layer_3/");
  }

  /**
   * Feeds the batch with other lengths.
   *
   * @param moreTokens how many zeros follow the file's tokens
   * @param kept how many of the file's frames stay, at most
   * @param zeros how many frames of zeros follow these
   */
  static void feed(
      GraphHarness harness, Inputs inputs, Golden golden, int moreTokens, int kept, int zeros) {
    Golden batch = golden.at("inputs");
    for (int i = 0; i < TOKENS.size(); i++) {
      int rows = (int) GoldenNetwork.tokenShape(batch).get(0);
      int given = (int) GoldenNetwork.tokenShape(batch).get(1);
      int length = given + moreTokens;
      int[] values = new int[rows * length];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(GoldenNetwork.tokens(batch, i), row * given, values, row * length, given);
      }
      harness.feed(
          inputs.operands().get(TOKENS.get(i)),
          TInt32.tensorOf(Shape.of(rows, length), DataBuffers.of(values)));
    }
    for (Input input : List.of(Input.AUDIO, Input.VISION)) {
      harness.feed(inputs.operands().get(input), frames(batch.at(input.key()), kept, zeros));
    }
  }

  private static TFloat32 frames(Golden given, int kept, int zeros) {
    int rows = (int) given.shape().get(0);
    int steps = (int) given.shape().get(1);
    int features = (int) given.shape().get(2);
    int real = Math.min(kept, steps);
    int length = real + zeros;
    float[] values = new float[rows * length * features];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          given.floats(), row * steps * features, values, row * length * features, real * features);
    }
    return GraphHarness.tensor(Shape.of(rows, length, features), values);
  }

  /** Feeds one sample of so many tokens and frames, the first ones always the same. */
  static void feedOne(GraphHarness harness, Inputs inputs, int tokens, int audio, int vision) {
    int[] ones = new int[tokens];
    Arrays.fill(ones, 1);
    for (Input input : TOKENS) {
      harness.feed(
          inputs.operands().get(input), TInt32.tensorOf(Shape.of(1, tokens), DataBuffers.of(ones)));
    }
    Map.of(Input.AUDIO, audio, Input.VISION, vision)
        .forEach(
            (input, count) -> {
              int features = (int) inputs.frames(input).shape().get(2);
              harness.feed(
                  inputs.operands().get(input),
                  GraphHarness.tensor(
                      Shape.of(1, count, features), Numbers.normal(7, count * features)));
            });
  }
}
