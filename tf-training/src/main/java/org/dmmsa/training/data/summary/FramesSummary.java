package org.dmmsa.training.data.summary;

/**
 * The audio or the vision of one split.
 *
 * @param maxFrames frames that the file reserves for a row
 * @param features features of a frame
 * @param lengths effective lengths in frames
 * @param nonFinite numbers that are NaN or infinite and are read as 0
 * @param blankClips rows that are 0 throughout
 */
public record FramesSummary(
    int maxFrames, int features, LengthSummary lengths, long nonFinite, int blankClips) {}
