package org.dmmsa.model;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What a batch should have been answered.
 *
 * @param sentiment [B] the multimodal score
 * @param polarity [B] its coarse class
 * @param text [B] the score of the text alone; of a dataset without unimodal labels the multimodal
 *     one, as for audio and vision
 * @param audio [B] the score of the audio alone
 * @param vision [B] the score of the vision alone
 */
public record Targets(
    Operand<TFloat32> sentiment,
    Operand<TInt32> polarity,
    Operand<TFloat32> text,
    Operand<TFloat32> audio,
    Operand<TFloat32> vision) {}
