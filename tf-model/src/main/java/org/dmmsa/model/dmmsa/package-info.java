/**
 * DMMSA: {@link org.dmmsa.model.dmmsa.Dmmsa.Config} is its section of a config, {@link
 * org.dmmsa.model.dmmsa.Dmmsa} the network, {@link org.dmmsa.model.dmmsa.UnimodalRegressor} what
 * pretraining trains of it.
 */
package org.dmmsa.model.dmmsa;
