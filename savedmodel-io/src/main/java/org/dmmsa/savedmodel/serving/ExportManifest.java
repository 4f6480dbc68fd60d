package org.dmmsa.savedmodel.serving;

import java.util.List;
import java.util.Map;

/**
 * What a client has to know of an exported model beside its signature: {@code assets/model.yaml}.
 *
 * @param model the network's name, as in {@code dmmsa}
 * @param audioFeatures features of an audio frame
 * @param audioFrames the longest audio in frames; longer input is cut in the graph
 * @param visionFeatures features of a vision frame
 * @param visionFrames the longest vision in frames
 * @param tokens the longest text in tokens
 * @param vocabulary how many word pieces there are; ids are below it
 * @param lowerCase whether text is lower-cased before it is split
 * @param range R: labels were in [-R, R]
 * @param metrics the metric family that fits the labels: mosi, mosei or sims
 * @param classes names of the polarity classes, in the order of the output
 * @param normalization what the graph does to audio and vision before anything else: none
 * @param provenance where the model comes from: versions, digests, seed
 */
public record ExportManifest(
    String model,
    int audioFeatures,
    int audioFrames,
    int visionFeatures,
    int visionFrames,
    int tokens,
    int vocabulary,
    boolean lowerCase,
    double range,
    String metrics,
    List<String> classes,
    String normalization,
    Map<String, String> provenance) {}
