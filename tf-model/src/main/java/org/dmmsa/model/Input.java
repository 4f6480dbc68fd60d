package org.dmmsa.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Everything that a network can be given: the one table that data, batches, graphs, exports and
 * servers go by. A model declares which of them it reads, and no other is touched.
 */
public enum Input {
  /** [B, L] word-piece ids, [CLS] first. */
  INPUT_IDS(TInt32.class),
  /** [B, L] 1 for a token, 0 for padding. */
  INPUT_MASK(TInt32.class),
  /** [B, L] 0 for the first sentence, 1 for the second. */
  SEGMENT_IDS(TInt32.class),
  /** [B, L, D] features of each token, computed beforehand. */
  TEXT(TFloat32.class),
  /** [B, Ta, Fa] audio frames, zero-padded at the back. */
  AUDIO(TFloat32.class),
  /** [B, Tv, Fv] vision frames, zero-padded at the back. */
  VISION(TFloat32.class);

  /** What a BERT reads. */
  public static final Set<Input> TOKENS =
      Collections.unmodifiableSet(EnumSet.of(INPUT_IDS, INPUT_MASK, SEGMENT_IDS));

  private final Class<? extends TType> type;

  Input(Class<? extends TType> type) {
    this.type = type;
  }

  /** Its name in signatures, files and messages, as in {@code input_ids}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of its numbers. */
  public Class<? extends TType> type() {
    return type;
  }

  /** Whether it is a sequence of feature vectors: [B, T, F], and not token numbers: [B, L]. */
  public boolean hasFeatures() {
    return type == TFloat32.class;
  }

  /** Whether these inputs include the tokens that a BERT reads. */
  public static boolean hasTokens(Set<Input> inputs) {
    return inputs.contains(INPUT_IDS);
  }
}
