/**
 * Runs that are one of many: what is common to those of an experiment and of a search. Start with
 * {@link org.dmmsa.training.queue.RunQueue}.
 */
package org.dmmsa.training.queue;
