/**
 * The network and its parts. Graph code only: no files, no configuration parsing, no logging. Start
 * with {@link org.dmmsa.model.SentimentModel}; {@link org.dmmsa.model.graph} has what every layer
 * builds on.
 */
package org.dmmsa.model;
