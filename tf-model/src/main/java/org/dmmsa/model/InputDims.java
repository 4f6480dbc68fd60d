package org.dmmsa.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.encoder.BertSizes;

/**
 * What the data and the BERT at hand decide about a network's sizes.
 *
 * @param bert the text encoder's, where there is one
 * @param frames the size of each input that has features
 */
public record InputDims(Optional<BertSizes> bert, Map<Input, FrameDims> frames) {
  public InputDims {
    Map<Input, FrameDims> sorted = new EnumMap<>(Input.class);
    sorted.putAll(frames);
    frames = Collections.unmodifiableMap(sorted);
  }

  /** The size of an input that has features. */
  public FrameDims of(Input input) {
    FrameDims dims = frames.get(input);
    if (dims == null) {
      throw new IllegalArgumentException(
          "found sizes of " + frames.keySet() + ", expected one of " + input);
    }
    return dims;
  }

  /** The BERT's sizes, of a network that has one. */
  public BertSizes requireBert() {
    return bert.orElseThrow(
        () -> new IllegalArgumentException("found no BERT, expected its sizes"));
  }
}
