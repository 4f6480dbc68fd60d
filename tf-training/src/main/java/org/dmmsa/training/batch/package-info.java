/**
 * From rows of a split to tensors: assembled by {@link org.dmmsa.training.batch.BatchAssembler},
 * ahead of time by {@link org.dmmsa.training.batch.Prefetch}.
 */
package org.dmmsa.training.batch;
