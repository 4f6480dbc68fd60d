package org.dmmsa.training.data;

/**
 * Sentiment of one sample as judged from one modality alone, in the range of the multimodal label.
 *
 * @param text from the transcript
 * @param audio from the voice
 * @param vision from the muted video
 */
public record UnimodalLabels(float text, float audio, float vision) {}
