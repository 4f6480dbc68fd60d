/**
 * How gradients become steps: what the learning rate is at each update, and how an update is
 * applied. Start with {@link org.dmmsa.training.optimizer.Schedule}.
 */
package org.dmmsa.training.optimizer;
