package org.dmmsa.model.baseline;

import java.util.List;
import java.util.Set;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * LF-DNN: three networks whose vectors are put together late (Cambria et al., CICLing 2017), as
 * MMSA has it.
 *
 * <pre>
 * t, a, v  as {@link LateFusion} has them
 *
 * concat(a, v, t)  [B, Da+Dv+Dt] ── head ── sentiment [B]
 * </pre>
 */
public final class LfDnn extends LateFusion {
  /**
   * The choices of such a network; a section of a config.
   *
   * @param textHidden numbers of the text LSTM's state
   * @param audioHidden width of the audio network
   * @param visionHidden width of the vision network
   * @param textOut width that the text's state is mapped to
   * @param postFusion width of the head
   * @param textDropout rate on the text's state; MMSA names one, but its LSTM of one layer turns it
   *     off, so 0 is what it runs with
   * @param audioDropout rate on the normalized mean of the audio
   * @param visionDropout rate on that of the vision
   * @param fusionDropout rate on the three vectors
   */
  public record Config(
      int textHidden,
      int audioHidden,
      int visionHidden,
      int textOut,
      int postFusion,
      float textDropout,
      float audioDropout,
      float visionDropout,
      float fusionDropout)
      implements ModelConfig {
    public Config {
      new Sizes(
          textHidden, audioHidden, visionHidden, textOut, textDropout, audioDropout, visionDropout);
      ConfigCheck.requireSize(postFusion, "post_fusion");
      ConfigCheck.requireRate(fusionDropout, "fusion_dropout");
    }

    private Sizes sizes() {
      return new Sizes(
          textHidden, audioHidden, visionHidden, textOut, textDropout, audioDropout, visionDropout);
    }

    @Override
    public Set<Input> inputs() {
      return INPUTS;
    }

    @Override
    public LfDnn build(Weights weights, InputDims dims) {
      return new LfDnn(weights, this, dims);
    }
  }

  private final ReluHead head;

  LfDnn(Weights weights, Config config, InputDims dims) {
    super(weights, config.sizes(), dims);
    int all = config.audioHidden() + config.visionHidden() + config.textOut();
    head = new ReluHead(weights.scope("head"), all, config.postFusion(), config.fusionDropout());
  }

  @Override
  Operand<TFloat32> fuse(Ops tf, Vectors vectors) {
    return tf.concat(List.of(vectors.audio(), vectors.vision(), vectors.text()), tf.constant(1));
  }

  @Override
  Operand<TFloat32> score(Pass pass, Operand<TFloat32> fused) {
    return head.apply(pass, fused).score();
  }
}
