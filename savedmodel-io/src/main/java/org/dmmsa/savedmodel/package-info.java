/**
 * A model's bytes. Here is what all parts share: the names of the serving contract and folders that
 * appear whole; {@link org.dmmsa.savedmodel.serving} has exported models, {@link
 * org.dmmsa.savedmodel.bert} text encoders, {@link org.dmmsa.savedmodel.checkpoint} weights in
 * training.
 */
package org.dmmsa.savedmodel;
