package org.dmmsa.training.text;

import java.util.function.Function;
import org.dmmsa.model.InputTensors;

/**
 * The layers of a network's text encoder that do not train, and those below them.
 *
 * @param digest stands for all weights in them
 * @param tokenwise whether a text has a state at each token; else it has one
 * @param width of a state, D
 * @param states of a batch of tokens, [B, L or 1, D] in row-major order, without dropout
 */
public record FrozenLayers(
    String digest, boolean tokenwise, int width, Function<InputTensors, float[]> states) {}
