/**
 * SavedModels of any origin: {@link org.dmmsa.savedmodel.stored.MetaGraphs} reads one's graph,
 * {@link org.dmmsa.savedmodel.stored.StoredModel} runs it, if {@link
 * org.dmmsa.savedmodel.stored.AllowedOps} has nothing against it.
 */
package org.dmmsa.savedmodel.stored;
