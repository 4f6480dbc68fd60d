/**
 * Layers: a constructor creates weights, {@code apply} only adds ops and may be called any number
 * of times. There is no base class.
 *
 * <p>Letters of shapes, the same everywhere: B samples, L tokens, T frames (Ta audio, Tv vision), S
 * positions of any sequence, D model width, N heads, H = D / N, F features of a frame, C classes.
 */
package org.dmmsa.model.layer;
