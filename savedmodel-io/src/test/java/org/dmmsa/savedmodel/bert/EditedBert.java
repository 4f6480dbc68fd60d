package org.dmmsa.savedmodel.bert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dmmsa.savedmodel.checkpoint.VariableIndex;
import org.dmmsa.savedmodel.file.Folders;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * A tiny BERT on disk, and ways to spoil it.
 *
 * @param folder where it is
 */
record EditedBert(Path folder) {
  static final List<String> WORDS = TinyBert.vocabulary(List.of("good", "bad", "film"));
  static final TinyBertSpec SPEC =
      new TinyBertSpec(2, 8, 2, 12, 16, org.dmmsa.model.layer.Activation.GELU_TANH, 1e-12f, -1, 7);

  static EditedBert in(Path folder) {
    TinyBert.write(folder, SPEC, WORDS);
    return new EditedBert(folder);
  }

  Path graph() {
    return folder.resolve("saved_model.pb");
  }

  Path index() {
    return folder.resolve("variables/variables.index");
  }

  Path data() {
    return folder.resolve("variables/variables.data-00000-of-00001");
  }

  /** Changes the stored graph. */
  EditedBert edit(Consumer<MetaGraphDef.Builder> change) throws IOException {
    SavedModel.Builder model;
    try (InputStream in = Files.newInputStream(graph())) {
      model = SavedModel.parseFrom(in).toBuilder();
    }
    change.accept(model.getMetaGraphsBuilder(0));
    Files.write(graph(), model.build().toByteArray());
    return this;
  }

  /** Changes the stored variables: puts, replaces and removes by name. */
  EditedBert editVariables(BiConsumer<Ops, Map<String, Operand<?>>> change) throws IOException {
    Path edited = folder.resolve("edited");
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Path prefix = folder.resolve("variables/variables");
      List<String> names = new ArrayList<>(VariableIndex.read(prefix).variables().keySet());
      Map<String, Operand<?>> values = new LinkedHashMap<>();
      List<? extends Operand<?>> stored =
          tf.train
              .restore(
                  tf.constant(prefix.toString()),
                  strings(tf, names),
                  strings(tf, Collections.nCopies(names.size(), "")),
                  Collections.nCopies(names.size(), TFloat32.class))
              .tensors();
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), stored.get(i));
      }
      change.accept(tf, values);
      session.run(
          tf.train.save(
              tf.constant(edited.resolve("variables").toString()),
              strings(tf, List.copyOf(values.keySet())),
              strings(tf, Collections.nCopies(values.size(), "")),
              values.values()));
    }
    Folders.delete(folder.resolve("variables"));
    Files.move(edited, folder.resolve("variables"), StandardCopyOption.ATOMIC_MOVE);
    return this;
  }

  private static Operand<TString> strings(Ops tf, List<String> values) {
    return tf.constant(StdArrays.ndCopyOf(values.toArray(String[]::new)));
  }
}
