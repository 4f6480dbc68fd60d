package org.dmmsa.model;

import org.dmmsa.model.encoder.TextInput;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A batch as a network sees it.
 *
 * @param text tokens, each [B, L]
 * @param audio [B, Ta, Fa], zero-padded at the back
 * @param vision [B, Tv, Fv], zero-padded at the back
 */
public record Inputs(TextInput text, Operand<TFloat32> audio, Operand<TFloat32> vision) {}
