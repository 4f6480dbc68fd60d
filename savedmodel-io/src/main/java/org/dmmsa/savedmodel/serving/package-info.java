/**
 * Trained networks as SavedModels: {@link org.dmmsa.savedmodel.serving.SavedModelExporter} writes
 * them, {@link org.dmmsa.savedmodel.serving.ServingModel} runs them from their folder alone. Who
 * scores data with one knows it as a {@link org.dmmsa.savedmodel.serving.ScoringModel}.
 */
package org.dmmsa.savedmodel.serving;
