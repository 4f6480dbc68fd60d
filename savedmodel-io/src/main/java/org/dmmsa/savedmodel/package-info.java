/**
 * A model's bytes: SavedModels out for serving, and back in for evaluation. The names of the
 * serving contract are in {@link org.dmmsa.savedmodel.Signatures}.
 */
package org.dmmsa.savedmodel;
