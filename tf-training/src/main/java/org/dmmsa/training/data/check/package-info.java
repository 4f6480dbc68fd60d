/**
 * What is wrong with a dataset before anything is trained on it: splits that share clips, labels
 * that shift, dead features, blank modalities. Start with {@link
 * org.dmmsa.training.data.check.DataCheck}.
 */
package org.dmmsa.training.data.check;
