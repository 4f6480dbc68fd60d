/**
 * How a network learns. A {@link org.dmmsa.training.Stage} says what is trained, {@link
 * org.dmmsa.training.TrainGraph} holds the graph, {@link org.dmmsa.training.Trainer} is the loop.
 * Start there.
 */
package org.dmmsa.training;
