package org.dmmsa.savedmodel.serving;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dmmsa.savedmodel.stored.MetaGraphs;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;

/**
 * Tells a server what to feed for an input that a request lacks; TensorFlow Java writes no such.
 */
final class SignatureDefaults {
  private SignatureDefaults() {}

  /**
   * Adds defaults to all signatures of a SavedModel that was just written.
   *
   * @param folder with {@code saved_model.pb}
   * @param defaults by the names of inputs; a signature takes those of inputs that it has
   */
  static void add(Path folder, Map<String, TensorProto> defaults) throws IOException {
    Path file = folder.resolve(MetaGraphs.FILE);
    SavedModel.Builder saved = SavedModel.newBuilder();
    try (InputStream in = Files.newInputStream(file)) {
      saved.mergeFrom(in);
    }
    for (MetaGraphDef.Builder graph : saved.getMetaGraphsBuilderList()) {
      graph
          .getSignatureDefMap()
          .forEach((name, signature) -> graph.putSignatureDef(name, with(signature, defaults)));
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      saved.build().writeTo(out);
    }
  }

  private static SignatureDef with(SignatureDef signature, Map<String, TensorProto> defaults) {
    SignatureDef.Builder with = signature.toBuilder();
    defaults.forEach(
        (input, value) -> {
          if (signature.containsInputs(input)) {
            with.putDefaults(input, value);
          }
        });
    return with.build();
  }
}
