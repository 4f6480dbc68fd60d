/**
 * Objectives of the methods as pure functions of operands: no weights, no state. How the terms are
 * weighted against each other is decided outside of the graph.
 */
package org.dmmsa.model.loss;
