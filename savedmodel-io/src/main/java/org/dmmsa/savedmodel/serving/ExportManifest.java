package org.dmmsa.savedmodel.serving;

import java.util.List;
import java.util.Map;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.FrameDims;

/**
 * What a client has to know of an exported model beside its signature: {@code assets/model.yaml}.
 *
 * @param model the network's name, as in {@code dmmsa}
 * @param frames for each input that has features, how many a frame has, and the longest sequence;
 *     longer input is cut in the graph
 * @param tokens the longest text in tokens; 0 of a model that takes no tokens
 * @param context how many utterances of the same video, the nearest before a text, follow it as its
 *     second segment; 0 for none
 * @param vocabulary how many word pieces there are; ids are below it; 0 likewise
 * @param lowerCase whether text is lower-cased before it is split
 * @param range R: labels were in [-R, R]
 * @param metrics the metric family that fits the labels: mosi, mosei or sims
 * @param classes names of the polarity classes, in the order of the output
 * @param normalization what the graph does to audio and vision before anything else: none
 * @param provenance where the model comes from: versions, digests, seed
 */
public record ExportManifest(
    String model,
    Map<String, FrameDims> frames,
    int tokens,
    int context,
    int vocabulary,
    boolean lowerCase,
    double range,
    String metrics,
    List<String> classes,
    String normalization,
    Map<String, String> provenance) {
  public ExportManifest {
    ConfigCheck.require(tokens >= 0, "tokens", tokens, "at least 0");
    ConfigCheck.require(context >= 0, "context", context, "at least 0");
  }
}
