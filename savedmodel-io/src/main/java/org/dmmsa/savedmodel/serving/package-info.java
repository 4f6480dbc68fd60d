/**
 * Trained networks as SavedModels: {@link org.dmmsa.savedmodel.serving.SavedModelExporter} writes
 * them, {@link org.dmmsa.savedmodel.serving.ServingModel} runs them from their folder alone.
 */
package org.dmmsa.savedmodel.serving;
