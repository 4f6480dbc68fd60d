package org.dmmsa.savedmodel.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.dmmsa.model.Answers;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.bert.TinyBert;
import org.dmmsa.savedmodel.bert.TinyBertSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TensorShapeProto.Dim;
import org.tensorflow.types.TFloat32;

/** A SavedModel that does more than it says, planted in a good one. */
class StoredModelTest {
  private static final TinyBertSpec SPEC = TinyBertSpec.DEFAULT;

  @TempDir Path folder;

  @BeforeEach
  void write() {
    TinyBert.write(folder.resolve("model"), SPEC, TinyBert.vocabulary(List.of("good", "bad")));
  }

  private Path model() {
    return folder.resolve("model");
  }

  private void edit(Consumer<MetaGraphDef.Builder> change) throws IOException {
    Path file = model().resolve("saved_model.pb");
    SavedModel.Builder model;
    try (InputStream in = Files.newInputStream(file)) {
      model = SavedModel.parseFrom(in).toBuilder();
    }
    change.accept(model.getMetaGraphsBuilder(0));
    Files.write(file, model.build().toByteArray());
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> StoredModel.load(model(), Sessions.DEFAULT).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message + ", expected only ops that compute, in " + file());
  }

  private Path file() {
    return model().resolve("saved_model.pb");
  }

  private static NodeDef node(String name, String op, String... inputs) {
    return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(List.of(inputs)).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WriteFile",
        "ReadFile",
        "PyFunc",
        "EagerPyFunc",
        "PrintV2",
        "DebugIdentity",
        "DebugIdentityV2",
        "ImmutableConst",
        "LoadDataset",
        "MatchingFiles",
        "InitializeTableFromTextFileV2",
        "RpcCall",
        "AnOpThatIsNotTensorFlows"
      })
  void anOpThatDoesMoreThanComputeIsRefusedWhereverItIs(String op) throws IOException {
    edit(model -> model.getGraphDefBuilder().addNode(node("quiet", op)));
    assertRefused("found the ops [" + op + "]");
  }

  @Test
  void allSuchOpsAreNamedThoseInFunctionsToo() throws IOException {
    edit(
        model -> {
          model.getGraphDefBuilder().addNode(node("quiet", "WriteFile"));
          model
              .getGraphDefBuilder()
              .getLibraryBuilder()
              .addFunction(function("helper", node("inner", "ReadFile")));
        });
    assertRefused("found the ops [ReadFile, WriteFile]");
  }

  /** TensorFlow ends the process for the first one, and asks for a terabyte for the second. */
  @ParameterizedTest
  @CsvSource({
    "DT_BOOL, 1, 'found a tensor DT_BOOL, expected DT_INT32'",
    "DT_INT32, 274877906944, 'found a tensor of 274877906944 numbers, expected 0 to 134217728'"
  })
  void aConstantThatIsNotWhatItSaysIsRefused(DataType type, long size, String found)
      throws IOException {
    TensorProto tensor =
        TensorProto.newBuilder()
            .setDtype(type)
            .setTensorShape(TensorShapeProto.newBuilder().addDim(Dim.newBuilder().setSize(size)))
            .addIntVal(1)
            .build();
    NodeDef constant =
        node("constant", "Const").toBuilder()
            .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_INT32).build())
            .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
            .build();
    edit(
        model ->
            model
                .getGraphDefBuilder()
                .getLibraryBuilder()
                .addFunction(function("helper", constant)));
    assertThatThrownBy(() -> StoredModel.load(model(), Sessions.DEFAULT).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(found + ", at node constant in " + file());
  }

  /** TensorFlow would read at a place in memory that is not its own. */
  @Test
  void anOutputOfANumberThatNoNodeHasIsRefused() throws IOException {
    edit(model -> output(model).setInput(0, output(model).getInput(0) + ":2147483648"));
    assertThatThrownBy(() -> StoredModel.load(model(), Sessions.DEFAULT).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(":2147483648, expected an output of some number up to 9999, at node ")
        .hasMessageEndingWith(" in " + file());
  }

  /** TensorFlow would count to the first for minutes; the second ends the process. */
  @ParameterizedTest
  @ValueSource(strings = {"N", "batch_dims"})
  void aCountThatNoNodeHasIsRefused(String attribute) throws IOException {
    AttrValue count = AttrValue.newBuilder().setI(Integer.MAX_VALUE).build();
    edit(model -> output(model).putAttr(attribute, count).putAttr("seed", count));
    assertThatThrownBy(() -> StoredModel.load(model(), Sessions.DEFAULT).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("found " + attribute + " 2147483647, expected at most 1048576, at ")
        .hasMessageEndingWith(" in " + file());
  }

  /** TensorFlow would end the process if its indices had one dimension. */
  @Test
  void aGatherWithBatchesIsRefused() throws IOException {
    AttrValue two = AttrValue.newBuilder().setI(2).build();
    edit(
        model ->
            model
                .getGraphDefBuilder()
                .addNode(node("gather", "GatherV2").toBuilder().putAttr("batch_dims", two)));
    assertThatThrownBy(() -> StoredModel.load(model(), Sessions.DEFAULT).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("found batch_dims 2, expected 0 at a GatherV2, at node gather in " + file());
  }

  private static FunctionDef function(String name, NodeDef node) {
    return FunctionDef.newBuilder()
        .setSignature(OpDef.newBuilder().setName(name))
        .addNodeDef(node)
        .build();
  }

  private static NodeDef.Builder output(MetaGraphDef.Builder model) {
    String tensor =
        model.getSignatureDefMap().get("serving_default").getOutputsMap().values().stream()
            .findFirst()
            .orElseThrow()
            .getName();
    String name = tensor.substring(0, tensor.indexOf(':'));
    return model.getGraphDefBuilder().getNodeBuilderList().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void answersThatSaveOnTheWayAreRefused() throws IOException {
    edit(model -> output(model).addInput("^save/Save"));
    assertRefused("found that the answers depend on node save/Save, a SaveV2");
  }

  @Test
  void answersThatSaveInAFunctionThatIsCalledOnTheWayAreRefused() throws IOException {
    edit(
        model -> {
          AttrValue called =
              AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName("outer")).build();
          model
              .getGraphDefBuilder()
              .addNode(node("call", "StatefulPartitionedCall").toBuilder().putAttr("f", called))
              .getLibraryBuilder()
              .addFunction(function("outer", node("by_name", "inner")))
              .addFunction(function("inner", node("hidden", "MergeV2Checkpoints")));
          output(model).addInput("^call");
        });
    assertRefused("found that the answers depend on node hidden, a MergeV2Checkpoints");
  }

  @Test
  void aSaverThatSavesWhileItRestoresIsRefused() throws IOException {
    edit(
        model ->
            model.getGraphDefBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getName().equals("save/restore_all"))
                .forEach(node -> node.addInput("^save/Save")));
    assertRefused("found that restoring depends on node save/Save, a SaveV2");
  }

  /** TensorFlow's own loader runs it. */
  @Test
  void anInitOpNeverRuns() throws IOException {
    String[] variable = new String[1];
    edit(
        model -> {
          variable[0] =
              model.getGraphDef().getNodeList().stream()
                  .filter(node -> node.getOp().equals("VariableV2"))
                  .findFirst()
                  .orElseThrow()
                  .getName();
          AttrValue real = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
          model
              .getGraphDefBuilder()
              .addNode(node("zeros", "ZerosLike", variable[0]).toBuilder().putAttr("T", real))
              .addNode(node("wipe", "Assign", variable[0], "zeros").toBuilder().putAttr("T", real));
          model.putCollectionDef(
              "saved_model_main_op",
              CollectionDef.newBuilder()
                  .setNodeList(CollectionDef.NodeList.newBuilder().addValue("wipe"))
                  .build());
        });
    try (StoredModel stored = StoredModel.load(model(), Sessions.DEFAULT);
        SavedModelBundle bundle = SavedModelBundle.load(model().toString())) {
      assertThat(floats(bundle.session().runner(), variable[0])).containsOnly(0f);
      assertThat(floats(stored.runner(), variable[0])).doesNotContain(0f);
    }
  }

  private static float[] floats(Session.Runner runner, String tensor) {
    try (Result result = runner.fetch(tensor).run()) {
      return Answers.vector((TFloat32) result.get(0));
    }
  }

  @Test
  void aSignatureThatIsNotThereIsRefused() {
    try (StoredModel stored = StoredModel.load(model(), Sessions.DEFAULT)) {
      assertThat(stored.signature("serving_default").getInputsCount()).isEqualTo(3);
      assertThatThrownBy(() -> stored.signature("features"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "found the signatures [serving_default], expected also features, in " + model());
    }
  }
}
