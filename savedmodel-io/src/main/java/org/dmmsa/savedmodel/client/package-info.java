/**
 * Exported models on a server that speaks TensorFlow Serving's gRPC interface: {@link
 * org.dmmsa.savedmodel.client.RemoteModel} scores with one. The messages are generated from {@code
 * src/main/protobuf}; tensors and signatures in them are TensorFlow Java's own.
 */
package org.dmmsa.savedmodel.client;
