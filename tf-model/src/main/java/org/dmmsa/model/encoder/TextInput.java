package org.dmmsa.model.encoder;

import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;

/**
 * A batch of tokenized texts.
 *
 * @param ids [B, L] word-piece ids, [CLS] first
 * @param mask [B, L] 1 for a token, 0 for padding
 * @param segments [B, L] 0 for the first sentence, 1 for the second
 */
public record TextInput(Operand<TInt32> ids, Operand<TInt32> mask, Operand<TInt32> segments) {}
