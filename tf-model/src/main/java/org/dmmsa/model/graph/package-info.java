/**
 * How a network becomes a TensorFlow graph: weights by path, passes through them, sessions. Start
 * with {@link org.dmmsa.model.graph.Weights}.
 */
package org.dmmsa.model.graph;
