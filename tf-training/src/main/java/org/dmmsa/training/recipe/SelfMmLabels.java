package org.dmmsa.training.recipe;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dmmsa.model.baseline.SelfMm;
import org.dmmsa.training.StepHook;
import org.dmmsa.training.data.Split;

/**
 * The labels of text, audio and vision that Self-MM makes up while it trains (Yu et al., AAAI
 * 2021), as MMSA does.
 *
 * <p>All start as the multimodal label. The features of the fused and the three unimodal streams
 * from each row's last step are remembered; a stream's positive centre is the mean feature of all
 * rows whose label in this stream is above 0, its negative centre that of those below. Rows not
 * seen yet have a label and so count, with zeros. From epoch 2, each step moves the labels of its
 * rows, see {@link #moved}, by the centres before it, and remembers its features only then. So
 * labels first move after the losses of epoch 2 are taken, and unimodal losses are 0 until epoch 3.
 *
 * <p>A micro-batch counts as a step, as a batch does in MMSA, which sums gradients of several.
 *
 * <p>As in MMSA and unlike the paper, distances are not divided by the root of their dimension.
 * Differs from MMSA where a stream has no row on one side of 0, whose centre is undefined: its
 * labels then stay, and do not become NaN.
 */
public final class SelfMmLabels implements StepHook {
  private static final double TINY = 1e-8; // MMSA's, against division by 0

  private final float[] multimodal;
  private final double range;
  private final Map<String, float[]> labels = new LinkedHashMap<>(); // by stream; fusion's stay
  private final Map<String, FeatureMemory> memory = new LinkedHashMap<>(); // by stream
  private final RememberedFile file;
  private int epoch;

  /**
   * Labels of a training that begins.
   *
   * @param multimodal label of each row of the training split
   * @param range H, labels stay within ±H
   */
  public SelfMmLabels(float[] multimodal, double range) {
    this.multimodal = multimodal.clone();
    this.range = range;
    file = new RememberedFile("self_mm_labels.bin", multimodal.length);
    Stream.concat(Stream.of(SelfMm.FUSION), SelfMm.MODALITIES.stream())
        .forEach(
            stream -> {
              labels.put(stream, multimodal.clone());
              memory.put(stream, new FeatureMemory(multimodal.length));
            });
  }

  /** Labels of a training over this split that begins. */
  static SelfMmLabels over(Split train, double range) {
    return new SelfMmLabels(train.labels(), range);
  }

  @Override
  public void epochStarts(int started, Supplier<float[][]> embeddings) {
    epoch = started;
  }

  @Override
  public Map<String, float[]> targets(List<Integer> rows) {
    Map<String, float[]> targets = new LinkedHashMap<>();
    for (String modality : SelfMm.MODALITIES) {
      float[] own = new float[rows.size()];
      for (int i = 0; i < own.length; i++) {
        own[i] = labels.get(modality)[rows.get(i)];
      }
      targets.put(SelfMm.generated(modality), own);
    }
    return targets;
  }

  @Override
  public void stepDone(List<Integer> rows, Map<String, float[][]> signals) {
    if (epoch > 1) {
      move(rows, signals);
    }
    memory.forEach((stream, features) -> features.put(rows, signals.get(stream)));
  }

  private void move(List<Integer> rows, Map<String, float[][]> signals) {
    double[] fused = leanings(SelfMm.FUSION, signals);
    for (String modality : SelfMm.MODALITIES) {
      double[] alone = leanings(modality, signals);
      float[] own = labels.get(modality);
      for (int i = 0; i < rows.size(); i++) {
        int row = rows.get(i);
        own[row] = moved(own[row], multimodal[row], fused[i], alone[i], epoch, range);
      }
    }
  }

  /**
   * A label after a step. A leaning is Δ, see {@link FeatureMemory#leanings}.
   *
   * @param label y_s before it
   * @param multimodal y, the label of the data
   * @param fused Δ_m, the leaning of the row's fused feature
   * @param alone Δ_s, that of its feature of the label's modality
   * @param epoch n, counted from 1: the older a label, the less it moves
   * @param range H
   * @return the label, unmoved where a leaning is undefined
   */
  static float moved(
      float label, float multimodal, double fused, double alone, int epoch, double range) {
    double ratio = alone / (fused + TINY);
    double made = 0.5 * ratio * multimodal + 0.5 * (multimodal + alone - fused);
    double within = Math.max(-range, Math.min(range, made));
    double next = (epoch - 1.0) / (epoch + 1.0) * label + 2.0 / (epoch + 1.0) * within;
    return Double.isNaN(next) ? label : (float) next;
  }

  private double[] leanings(String stream, Map<String, float[][]> signals) {
    return memory.get(stream).leanings(signals.get(stream), labels.get(stream));
  }

  /** The centre of a stream now, see {@link FeatureMemory#centre}. */
  double[] centre(String stream, int side, int width) {
    return memory.get(stream).centre(labels.get(stream), side, width);
  }

  /** The labels of a stream now, by row. */
  float[] labels(String stream) {
    return labels.get(stream).clone();
  }

  @Override
  public void save(Path folder) {
    file.write(folder, this::write);
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeInt(epoch);
    for (String modality : SelfMm.MODALITIES) {
      for (float label : labels.get(modality)) {
        out.writeFloat(label);
      }
    }
    for (FeatureMemory features : memory.values()) {
      features.write(out);
    }
  }

  @Override
  public void restore(Path folder) {
    file.read(folder, this::read);
  }

  private void read(DataInputStream in) throws IOException {
    epoch = in.readInt();
    for (String modality : SelfMm.MODALITIES) {
      float[] own = labels.get(modality);
      for (int row = 0; row < own.length; row++) {
        own[row] = in.readFloat();
      }
    }
    for (FeatureMemory features : memory.values()) {
      features.read(in);
    }
  }
}
