package org.dmmsa.model.baseline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.baseline.CrossModalEncoder.Choices;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.Conv1d;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.layer.TrainedLength;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.model.loss.AbsoluteError;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * MulT: multimodal transformer (Tsai et al., ACL 2019), as MMSA has it.
 *
 * <pre>
 * each modality m:  frames [B, T, F] ── convolution ── x_m [B, T', D]
 * each pair m, n:   x_m looks at x_n ───────────────── y_mn [B, T', D]
 * each modality m:  concat(y_mn, y_mk) [B, T', 2D] ─── looks at itself ── last step h_m [B, 2D]
 *
 * h = concat(h_t, h_a, h_v)  [B, 6D] ── h + linear(dropout(ReLU(linear))) ── linear ── score [B]
 * </pre>
 *
 * <p>Loss: L1. Pairs and concatenations are in the order text, audio, vision.
 *
 * <p>As in MMSA, padding is not masked: the last step is that of the trained length, which every
 * sequence is padded to with zeros here, so that a batch's padding does not matter; what a batch
 * has beyond is cut. For published files that is the same as in MMSA. As there, no positions are
 * added; the paper's code adds sinusoidal ones, as {@code positions: true} does.
 *
 * <p>Differs from MMSA in that a modality whose features are as many as D is convolved too (MMSA
 * takes it as it is; no published file has one), and in that a sequence whose trained length is
 * below its kernel's is allowed, see {@link Conv1d}.
 */
public final class Mult implements SentimentModel {
  private static final List<Input> MODALITIES = List.of(Input.TEXT, Input.AUDIO, Input.VISION);
  private static final int LEAST_MEMORY_LEVELS = 3; // MulT's code; the paper does not say
  private static final float EPSILON = 1e-5f; // PyTorch's default for layer norms

  /**
   * The choices of such a network; a section of a config.
   *
   * @param width D
   * @param heads attention heads of all nine networks, a divisor of the width
   * @param levels layers of the six that look at another modality; the other three have at least 3
   * @param kernels steps under each convolution
   * @param attentionMask whether no step attends to later ones
   * @param positions whether sinusoidal positions are added, as the paper has it and MMSA has not
   * @param attentionDropout rates on attention weights, by the modality that is looked at
   * @param dropout all other rates
   */
  public record Config(
      int width,
      int heads,
      int levels,
      Kernels kernels,
      boolean attentionMask,
      boolean positions,
      AttentionDropout attentionDropout,
      Dropout dropout)
      implements ModelConfig {
    private static final Set<Input> INPUTS =
        Collections.unmodifiableSet(EnumSet.copyOf(MODALITIES));

    /**
     * Steps under the convolution of each modality.
     *
     * @param text of the text's
     * @param audio of the audio's
     * @param vision of the vision's
     */
    public record Kernels(int text, int audio, int vision) {
      public Kernels {
        ConfigCheck.requireSize(text, "text");
        ConfigCheck.requireSize(audio, "audio");
        ConfigCheck.requireSize(vision, "vision");
      }

      int of(Input modality) {
        return switch (modality) {
          case TEXT -> text;
          case AUDIO -> audio;
          case VISION -> vision;
          default -> throw new IllegalArgumentException("found " + modality + " as a modality");
        };
      }
    }

    /**
     * Rates on attention weights, by the modality that is looked at.
     *
     * @param text also of the three networks that look at themselves, whatever their modality
     * @param audio where audio is looked at
     * @param vision where vision is looked at
     */
    public record AttentionDropout(float text, float audio, float vision) {
      public AttentionDropout {
        ConfigCheck.requireRate(text, "text");
        ConfigCheck.requireRate(audio, "audio");
        ConfigCheck.requireRate(vision, "vision");
      }

      float of(Input source) {
        return switch (source) {
          case TEXT -> text;
          case AUDIO -> audio;
          case VISION -> vision;
          default -> throw new IllegalArgumentException("found " + source + " as a modality");
        };
      }
    }

    /**
     * All other rates.
     *
     * @param text on the text's features
     * @param embed on what a network reads
     * @param residual on what attention and feed-forward blocks add
     * @param relu inside feed-forward blocks
     * @param out inside the head
     */
    public record Dropout(float text, float embed, float residual, float relu, float out) {
      public Dropout {
        ConfigCheck.requireRate(text, "text");
        ConfigCheck.requireRate(embed, "embed");
        ConfigCheck.requireRate(residual, "residual");
        ConfigCheck.requireRate(relu, "relu");
        ConfigCheck.requireRate(out, "out");
      }
    }

    public Config {
      ConfigCheck.requireSize(width, "width");
      ConfigCheck.require(
          heads >= 1 && width % heads == 0, "heads", heads, "a divisor of the width, " + width);
      ConfigCheck.requireLayers(levels, "levels");
    }

    @Override
    public Set<Input> inputs() {
      return INPUTS;
    }

    @Override
    public Mult build(Weights weights, InputDims dims) {
      return new Mult(weights, this, dims);
    }

    private CrossModalEncoder lookingAt(Weights weights, Input source) {
      return encoder(weights, levels, width, attentionDropout.of(source));
    }

    private CrossModalEncoder memory(Weights weights) {
      int layers = Math.max(levels, LEAST_MEMORY_LEVELS);
      return encoder(weights, layers, 2 * width, attentionDropout.text());
    }

    private CrossModalEncoder encoder(Weights weights, int layers, int size, float attention) {
      TransformerSizes sizes =
          new TransformerSizes(
              layers,
              size,
              heads,
              4 * size,
              Activation.RELU,
              EPSILON,
              dropout.residual(),
              attention,
              dropout.relu());
      return new CrossModalEncoder(
          weights, new Choices(sizes, dropout.embed(), attentionMask, positions));
    }
  }

  /** What one modality has. */
  private record Branch(
      Conv1d project, Map<Input, CrossModalEncoder> looking, CrossModalEncoder memory) {
    static Branch create(Weights weights, Input modality, Config config, InputDims dims) {
      Conv1d project =
          new Conv1d(
              weights.scope("project"),
              dims.of(modality).features(),
              config.width(),
              config.kernels().of(modality));
      Map<Input, CrossModalEncoder> looking = new EnumMap<>(Input.class);
      for (Input source : MODALITIES) {
        if (source != modality) {
          looking.put(source, config.lookingAt(weights.scope(scope(source)), source));
        }
      }
      return new Branch(project, looking, config.memory(weights.scope("memory")));
    }

    static String scope(Input source) {
      return "with_" + source.key();
    }
  }

  private final Config config;
  private final InputDims dims;
  private final Map<Input, Branch> branches = new EnumMap<>(Input.class);
  private final Dense first;
  private final Dense second;
  private final Dense last;

  /**
   * What a batch comes to.
   *
   * @param projected x_m [B, T', D]
   * @param looking y_mn [B, T', D], by m and n
   * @param memory what m's own network gives [B, T', 2D]
   * @param features h_m [B, 2D]
   * @param fused h [B, 6D]
   * @param score [B]
   */
  record Steps(
      Map<Input, Operand<TFloat32>> projected,
      Map<Input, Map<Input, Operand<TFloat32>>> looking,
      Map<Input, Operand<TFloat32>> memory,
      Map<Input, Operand<TFloat32>> features,
      Operand<TFloat32> fused,
      Operand<TFloat32> score) {}

  Mult(Weights weights, Config config, InputDims dims) {
    this.config = config;
    this.dims = dims;
    for (Input modality : MODALITIES) {
      Weights own = weights.scope(modality.key());
      branches.put(modality, Branch.create(own, modality, config, dims));
    }
    Weights head = weights.scope("head");
    int width = MODALITIES.size() * 2 * config.width();
    first = new Dense(head.scope("0"), width, width);
    second = new Dense(head.scope("1"), width, width);
    last = new Dense(head.scope("2"), width, 1);
  }

  Steps steps(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    Map<Input, Operand<TFloat32>> projected = new EnumMap<>(Input.class);
    branches.forEach(
        (modality, branch) -> projected.put(modality, project(pass, modality, branch, inputs)));
    Map<Input, Map<Input, Operand<TFloat32>>> looking = new EnumMap<>(Input.class);
    Map<Input, Operand<TFloat32>> memory = new EnumMap<>(Input.class);
    Map<Input, Operand<TFloat32>> features = new EnumMap<>(Input.class);
    branches.forEach(
        (modality, branch) -> {
          Map<Input, Operand<TFloat32>> seen = new EnumMap<>(Input.class);
          branch
              .looking()
              .forEach(
                  (source, encoder) ->
                      seen.put(
                          source,
                          encoder.apply(pass, projected.get(modality), projected.get(source))));
          Operand<TFloat32> both = tf.concat(new ArrayList<>(seen.values()), tf.constant(2));
          looking.put(modality, seen);
          memory.put(modality, branch.memory().apply(pass, both));
          features.put(modality, lastStep(tf, memory.get(modality)));
        });
    Operand<TFloat32> fused = tf.concat(new ArrayList<>(features.values()), tf.constant(1));
    return new Steps(projected, looking, memory, features, fused, score(pass, fused));
  }

  private Operand<TFloat32> project(Pass pass, Input modality, Branch branch, Inputs inputs) {
    int frames = dims.of(modality).frames();
    Operand<TFloat32> fitted =
        TrainedLength.fit(pass.tf(), inputs.frames(modality), frames, frames);
    Operand<TFloat32> kept =
        modality == Input.TEXT ? pass.dropout(fitted, config.dropout().text()) : fitted;
    return branch.project().apply(pass, kept);
  }

  private static Operand<TFloat32> lastStep(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> steps = tf.gather(tf.shape(x), tf.constant(1), tf.constant(0));
    return tf.gather(x, tf.math.sub(steps, tf.constant(1)), tf.constant(1));
  }

  private Operand<TFloat32> score(Pass pass, Operand<TFloat32> fused) {
    Ops tf = pass.tf();
    Operand<TFloat32> hidden = Activation.RELU.apply(tf, first.apply(pass, fused));
    Operand<TFloat32> added = second.apply(pass, pass.dropout(hidden, config.dropout().out()));
    Operand<TFloat32> score = last.apply(pass, tf.math.add(fused, added));
    return tf.reshape(score, tf.constant(new int[] {-1}));
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    return Outputs.of(steps(pass, inputs).score());
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    Operand<TFloat32> score = forward(pass, inputs).sentiment();
    return Terms.of(
        Map.of(Targets.SENTIMENT, AbsoluteError.of(pass.tf(), score, targets.sentiment())));
  }
}
