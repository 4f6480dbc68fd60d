/**
 * From rows of a split to tensors: made by {@link org.dmmsa.training.batch.Batcher}, ahead of time
 * by {@link org.dmmsa.training.batch.Prefetch}.
 */
package org.dmmsa.training.batch;
