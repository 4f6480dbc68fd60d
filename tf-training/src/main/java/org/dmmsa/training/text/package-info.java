/**
 * Text features for methods that read those instead of tokens: where a data file has none, a BERT
 * computes them once, and they are kept on disk. Start with {@link
 * org.dmmsa.training.text.TextFeatures}.
 */
package org.dmmsa.training.text;
