/**
 * A network's weights on disk while it is trained: TensorFlow's own checkpoint files, one folder
 * each, with a JSON file beside them for what is not a weight.
 */
package org.dmmsa.savedmodel.checkpoint;
