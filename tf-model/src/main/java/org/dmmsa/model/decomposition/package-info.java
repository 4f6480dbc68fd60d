/**
 * What a modality's vector is taken apart into, similar and dissimilar features, and the loss that
 * draws them together and apart.
 */
package org.dmmsa.model.decomposition;
