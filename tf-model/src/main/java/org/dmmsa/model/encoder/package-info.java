/**
 * From one modality's input to one vector: {@link org.dmmsa.model.encoder.BertEncoder} for text,
 * {@link org.dmmsa.model.encoder.SequenceEncoder} for audio and vision.
 */
package org.dmmsa.model.encoder;
