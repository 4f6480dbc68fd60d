/** Hugging Face's file format for arrays: {@link org.dmmsa.savedmodel.safetensors.Safetensors}. */
package org.dmmsa.savedmodel.safetensors;
