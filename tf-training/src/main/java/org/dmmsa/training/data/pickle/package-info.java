/**
 * Python pickles of plain values and numpy arrays, read and written without running anything that a
 * file names. Knows nothing of sentiment. Start with {@link
 * org.dmmsa.training.data.pickle.PickleReader}; arrays are read by slices through {@link
 * org.dmmsa.training.data.pickle.NdArray}.
 */
package org.dmmsa.training.data.pickle;
