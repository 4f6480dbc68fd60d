package org.dmmsa.model.decomposition;

import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.encoder.BertEncoder;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Masks;
import org.dmmsa.model.layer.TrainedLength;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Makes a text one vector, [B, Dt], as {@link DecomposedConfig#textBert} has it. */
interface TextEncoder {
  /** Dt. */
  int width();

  Operand<TFloat32> vector(Pass pass, Inputs inputs);

  /**
   * A BERT over tokens, which is part of the network; or, without one, no weights at all.
   *
   * @param weights where the BERT's arrays go
   */
  static TextEncoder of(Weights weights, DecomposedConfig config, InputDims dims) {
    return config
        .textBert()
        .<TextEncoder>map(
            dropout ->
                new OfTokens(new BertEncoder(weights, dropout.in(dims), config.textPooling())))
        .orElseGet(() -> new OfFeatures(dims.of(Input.TEXT)));
  }

  /** What the BERT makes of the tokens. */
  record OfTokens(BertEncoder bert) implements TextEncoder {
    @Override
    public int width() {
      return bert.sizes().encoder().width();
    }

    @Override
    public Operand<TFloat32> vector(Pass pass, Inputs inputs) {
      return bert.vector(pass, inputs.tokens());
    }
  }

  /**
   * The mean of the features of real frames, see {@link Masks#ofFrames}; those beyond the trained
   * length are cut. A BERT's states at padding are no zeros: where a file or the run's own BERT
   * gives them, they count.
   */
  record OfFeatures(FrameDims dims) implements TextEncoder {
    @Override
    public int width() {
      return dims.features();
    }

    @Override
    public Operand<TFloat32> vector(Pass pass, Inputs inputs) {
      Ops tf = pass.tf();
      Operand<TFloat32> features =
          TrainedLength.fit(tf, inputs.frames(Input.TEXT), dims.frames(), 1); // [B, L, Dt]
      return Masks.mean(tf, features, Masks.ofFrames(tf, features));
    }
  }
}
