/**
 * The samples that a model learns from: opened from an MMSA feature pickle, checked once, and read
 * row by row as plain numbers. No TensorFlow here, and no batching. Start with {@link
 * org.dmmsa.training.data.Dataset}.
 */
package org.dmmsa.training.data;
