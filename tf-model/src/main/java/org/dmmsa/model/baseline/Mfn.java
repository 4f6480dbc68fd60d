package org.dmmsa.model.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.layer.Lstm;
import org.dmmsa.model.layer.TrainedLength;
import org.dmmsa.model.loss.AbsoluteError;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * MFN: memory fusion network (Zadeh et al., AAAI 2018), as MMSA has it.
 *
 * <pre>
 * text, audio, vision, step by step ── an LSTM each ── cells c [B, T, C], states h
 *
 * c*  = [c before the step, c after it]        [B, T, 2C]
 * a   = c* ∘ softmax(attention(c*))
 * ĉ   = tanh(candidate(a))                     [B, T, M]
 * mem ← σ(retain([a, mem])) ∘ mem + σ(update([a, mem])) ∘ ĉ
 *
 * concat(last h of all three, last mem) ── output ── sentiment [B]
 * </pre>
 *
 * <p>Each of attention, candidate, retain, update and output is linear, ReLU, dropout, linear.
 * Loss: L1.
 *
 * <p>It runs over all steps of the trained length of the text, padding included, as in MMSA. There,
 * audio and vision are means over time before they are made as long as the text, so that each step
 * has the same; {@code time_mean: false} gives each step its own frames instead, see {@link
 * AlignedFrames}.
 */
public final class Mfn implements SentimentModel {
  /** The name of the loss term. */
  public static final String SENTIMENT = "sentiment";

  /**
   * The choices of such a network; a section of a config.
   *
   * @param textHidden numbers of the text LSTM's state
   * @param audioHidden of the audio's
   * @param visionHidden of the vision's
   * @param memory M
   * @param attention over the cells (MMSA: NN1)
   * @param candidate of the memory (NN2)
   * @param retain what the memory keeps (gamma1)
   * @param update what it takes on (gamma2)
   * @param output to the score (out)
   * @param timeMean whether audio and vision are the same at each step
   */
  public record Config(
      int textHidden,
      int audioHidden,
      int visionHidden,
      int memory,
      Hidden attention,
      Hidden candidate,
      Hidden retain,
      Hidden update,
      Hidden output,
      boolean timeMean)
      implements ModelConfig {

    /**
     * What is between two linear layers.
     *
     * @param units numbers
     * @param dropout rate on them
     */
    public record Hidden(int units, float dropout) {
      public Hidden {
        ConfigCheck.requireSize(units, "units");
        ConfigCheck.requireRate(dropout, "dropout");
      }
    }

    public Config {
      ConfigCheck.requireSize(textHidden, "text_hidden");
      ConfigCheck.requireSize(audioHidden, "audio_hidden");
      ConfigCheck.requireSize(visionHidden, "vision_hidden");
      ConfigCheck.requireSize(memory, "memory");
    }

    private int cells() {
      return textHidden + audioHidden + visionHidden;
    }

    @Override
    public Set<Input> inputs() {
      return LateFusion.INPUTS;
    }

    @Override
    public Mfn build(Weights weights, InputDims dims) {
      return new Mfn(weights, this, dims);
    }
  }

  /** Linear, ReLU, dropout, linear. */
  private static final class TwoLayers {
    private final Dense first;
    private final Dense second;
    private final float dropout;

    TwoLayers(Weights weights, int in, Config.Hidden hidden, int out) {
      first = new Dense(weights.scope("0"), in, hidden.units());
      second = new Dense(weights.scope("1"), hidden.units(), out);
      dropout = hidden.dropout();
    }

    Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
      Operand<TFloat32> hidden = Activation.RELU.apply(pass.tf(), first.apply(pass, x));
      return second.apply(pass, pass.dropout(hidden, dropout));
    }
  }

  private final Config config;
  private final InputDims dims;
  private final int steps;
  private final Lstm text;
  private final Lstm audio;
  private final Lstm vision;
  private final TwoLayers attention;
  private final TwoLayers candidate;
  private final TwoLayers retain;
  private final TwoLayers update;
  private final TwoLayers output;

  /**
   * What it remembers.
   *
   * @param memory after each step, [B, M] each
   * @param last the states of all three after the last step, and its memory, [B, C + M]
   */
  record Memory(List<Operand<TFloat32>> memory, Operand<TFloat32> last) {}

  Mfn(Weights weights, Config config, InputDims dims) {
    this.config = config;
    this.dims = dims;
    steps = dims.of(Input.TEXT).frames();
    text = lstm(weights.scope("text"), Input.TEXT, config.textHidden());
    audio = lstm(weights.scope("audio"), Input.AUDIO, config.audioHidden());
    vision = lstm(weights.scope("vision"), Input.VISION, config.visionHidden());
    int window = 2 * config.cells();
    int memory = config.memory();
    attention = new TwoLayers(weights.scope("attention"), window, config.attention(), window);
    candidate = new TwoLayers(weights.scope("candidate"), window, config.candidate(), memory);
    retain = new TwoLayers(weights.scope("retain"), window + memory, config.retain(), memory);
    update = new TwoLayers(weights.scope("update"), window + memory, config.update(), memory);
    output = new TwoLayers(weights.scope("output"), config.cells() + memory, config.output(), 1);
  }

  private Lstm lstm(Weights weights, Input input, int units) {
    return new Lstm(weights.scope("lstm"), dims.of(input).features(), units);
  }

  /** The frames that each step of the text goes with, [B, T, F]. */
  private Operand<TFloat32> perStep(Ops tf, Inputs inputs, Input input) {
    FrameDims frames = dims.of(input);
    if (input == Input.TEXT || !config.timeMean()) {
      return AlignedFrames.of(tf, inputs.frames(input), frames, steps);
    }
    Operand<TFloat32> mean = TrainedLength.mean(tf, inputs.frames(input), frames.frames());
    return tf.tile(tf.expandDims(mean, tf.constant(1)), tf.constant(new int[] {1, steps, 1}));
  }

  Memory remember(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    Lstm.Result t = text.apply(pass, perStep(tf, inputs, Input.TEXT));
    Lstm.Result a = audio.apply(pass, perStep(tf, inputs, Input.AUDIO));
    Lstm.Result v = vision.apply(pass, perStep(tf, inputs, Input.VISION));
    Operand<TFloat32> cells = tf.concat(List.of(t.cells(), a.cells(), v.cells()), tf.constant(2));
    Operand<TFloat32> window = tf.concat(List.of(before(tf, cells), cells), tf.constant(2));
    Operand<TFloat32> attended = tf.math.mul(window, tf.nn.softmax(attention.apply(pass, window)));
    Operand<TFloat32> candidates = tf.math.tanh(candidate.apply(pass, attended));
    List<Operand<TFloat32>> memory = memory(pass, attended, candidates);
    return new Memory(
        memory,
        tf.concat(List.of(t.last(), a.last(), v.last(), memory.get(steps - 1)), tf.constant(1)));
  }

  /** What was one step ago, 0 at the first. */
  private static Operand<TFloat32> before(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> padded =
        tf.pad(x, tf.constant(new int[][] {{0, 0}, {1, 0}, {0, 0}}), tf.constant(0f));
    return tf.slice(padded, tf.constant(new int[] {0, 0, 0}), tf.shape(x));
  }

  private List<Operand<TFloat32>> memory(
      Pass pass, Operand<TFloat32> attended, Operand<TFloat32> candidates) {
    Ops tf = pass.tf();
    List<Operand<TFloat32>> memory = new ArrayList<>();
    Operand<TFloat32> mem = tf.zerosLike(at(tf, candidates, 0));
    for (int step = 0; step < steps; step++) {
      Operand<TFloat32> both = tf.concat(List.of(at(tf, attended, step), mem), tf.constant(1));
      Operand<TFloat32> kept = Activation.SIGMOID.apply(tf, retain.apply(pass, both));
      Operand<TFloat32> taken = Activation.SIGMOID.apply(tf, update.apply(pass, both));
      mem = tf.math.add(tf.math.mul(kept, mem), tf.math.mul(taken, at(tf, candidates, step)));
      memory.add(mem);
    }
    return memory;
  }

  private static Operand<TFloat32> at(Ops tf, Operand<TFloat32> x, int step) {
    return tf.gather(x, tf.constant(step), tf.constant(1));
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    Operand<TFloat32> score = output.apply(pass, remember(pass, inputs).last());
    return Outputs.of(pass.tf().reshape(score, pass.tf().constant(new int[] {-1})));
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    Operand<TFloat32> score = forward(pass, inputs).sentiment();
    return Terms.of(Map.of(SENTIMENT, AbsoluteError.of(pass.tf(), score, targets.sentiment())));
  }
}
