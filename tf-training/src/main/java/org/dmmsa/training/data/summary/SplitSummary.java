package org.dmmsa.training.data.summary;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.ArrayFrames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.StoredSplit;
import org.dmmsa.training.data.Tokens;

/**
 * What one split holds.
 *
 * @param name "train", "valid" or "test"
 * @param rows number of samples
 * @param columns every key of the file with its type and shape, in the order of the file
 * @param labels the multimodal labels
 * @param unimodalLabels labels by modality ("text", "audio", "vision"); empty without any
 * @param tokens lengths in tokens; null without any
 * @param audio the audio frames
 * @param vision the vision frames
 */
public record SplitSummary(
    String name,
    int rows,
    Map<String, String> columns,
    LabelSummary labels,
    Map<String, LabelSummary> unimodalLabels,
    LengthSummary tokens,
    FramesSummary audio,
    FramesSummary vision) {

  static SplitSummary of(StoredSplit split, int steps) {
    StoredSplit.Content content = split.content();
    Map<String, LabelSummary> unimodal = new LinkedHashMap<>();
    if (content.unimodal() != null) {
      unimodal.put("text", labels(split, steps, row -> split.unimodal(row).text()));
      unimodal.put("audio", labels(split, steps, row -> split.unimodal(row).audio()));
      unimodal.put("vision", labels(split, steps, row -> split.unimodal(row).vision()));
    }
    Tokens tokens = content.tokens();
    return new SplitSummary(
        split.name(),
        split.size(),
        content.described(),
        labels(split, steps, split::label),
        unimodal,
        tokens == null
            ? null
            : LengthSummary.of(IntStream.range(0, split.size()).map(tokens::length).toArray()),
        frames(split, content.frames().get(Input.AUDIO)),
        frames(split, content.frames().get(Input.VISION)));
  }

  private static LabelSummary labels(Split split, int steps, IntToDoubleFunction label) {
    float[] labels = new float[split.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = (float) label.applyAsDouble(row);
    }
    return LabelSummary.of(labels, steps);
  }

  private static FramesSummary frames(Split split, ArrayFrames frames) {
    int[] lengths = IntStream.range(0, split.size()).map(frames::length).toArray();
    return new FramesSummary(
        frames.maxFrames(),
        frames.features(),
        LengthSummary.of(lengths),
        frames.nonFinite(),
        frames.blankRows());
  }
}
