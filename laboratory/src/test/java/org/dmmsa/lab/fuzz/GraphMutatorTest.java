package org.dmmsa.lab.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TensorShapeProto.Dim;

class GraphMutatorTest {
  private static final TensorShapeProto SHAPE =
      TensorShapeProto.newBuilder().addDim(Dim.newBuilder().setSize(2)).build();
  private static final NodeDef CONSTANT =
      NodeDef.newBuilder()
          .setName("constant")
          .setOp("Const")
          .putAttr(
              "value",
              AttrValue.newBuilder()
                  .setTensor(
                      TensorProto.newBuilder()
                          .setDtype(DataType.DT_FLOAT)
                          .setTensorShape(SHAPE)
                          .setTensorContent(ByteString.copyFrom(new byte[8])))
                  .build())
          .build();
  private static final NodeDef SUM =
      NodeDef.newBuilder()
          .setName("sum")
          .setOp("AddN")
          .addInput("constant:0")
          .putAttr("N", AttrValue.newBuilder().setI(1).build())
          .build();
  private static final SavedModel WHOLE =
      SavedModel.newBuilder()
          .addMetaGraphs(
              MetaGraphDef.newBuilder()
                  .setGraphDef(
                      GraphDef.newBuilder()
                          .addNode(CONSTANT)
                          .addNode(SUM)
                          .setLibrary(
                              FunctionDefLibrary.newBuilder()
                                  .addFunction(FunctionDef.newBuilder().addNodeDef(SUM))))
                  .putSignatureDef(
                      "serving_default",
                      SignatureDef.newBuilder()
                          .putInputs("text", tensor("constant:0"))
                          .putOutputs("score", tensor("sum:0"))
                          .build()))
          .build();

  private static TensorInfo tensor(String name) {
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(SHAPE)
        .build();
  }

  private static List<MetaGraphDef> mutants() throws Exception {
    List<MetaGraphDef> mutants = new ArrayList<>();
    for (int seed = 0; seed < 2_000; seed++) {
      byte[] file = GraphMutator.mutate(WHOLE.toByteArray(), new Random(seed));
      mutants.add(SavedModel.parseFrom(file).getMetaGraphs(0));
    }
    return mutants;
  }

  private static <T> Set<T> all(List<MetaGraphDef> mutants, Function<MetaGraphDef, T> part) {
    Set<T> all = new HashSet<>();
    mutants.forEach(mutant -> all.add(part.apply(mutant)));
    return all;
  }

  @Test
  void everyPartOfAWholeModelIsChangedInSomeFile() throws Exception {
    List<MetaGraphDef> mutants = mutants();
    assertThat(all(mutants, m -> sum(m).getOp())).containsExactlyInAnyOrder("AddN", "Const");
    assertThat(all(mutants, m -> sum(m).getInputCount())).contains(1, 2);
    assertThat(all(mutants, m -> sum(m).getInput(0)))
        .contains("constant:0", "sum", "constant:1", "constant:2147483648");
    assertThat(all(mutants, m -> sum(m).getDevice())).contains("", "/device:GPU:0");
    assertThat(all(mutants, m -> sum(m).getAttrOrThrow("N").getI())).contains(1L, 2L, -1L);
    assertThat(all(mutants, m -> value(m).getDtype()))
        .contains(DataType.DT_FLOAT, DataType.DT_STRING);
    assertThat(all(mutants, m -> value(m).getTensorContent().size())).contains(8, 4, 0);
    assertThat(all(mutants, m -> value(m).getTensorShape().getDimCount())).contains(1, 2);
    assertThat(all(mutants, m -> m.getGraphDef().getLibrary().getFunction(0).getNodeDef(0)))
        .contains(SUM)
        .hasSizeGreaterThan(10);
    assertThat(all(mutants, m -> signature(m).getInputsOrThrow("text").getDtype()))
        .contains(DataType.DT_FLOAT, DataType.DT_STRING);
    assertThat(all(mutants, m -> signature(m).getOutputsOrThrow("score").getName()))
        .containsExactlyInAnyOrder("sum:0", "constant:0");
  }

  private static NodeDef sum(MetaGraphDef mutant) {
    return mutant.getGraphDef().getNode(1);
  }

  private static TensorProto value(MetaGraphDef mutant) {
    return mutant.getGraphDef().getNode(0).getAttrOrThrow("value").getTensor();
  }

  private static SignatureDef signature(MetaGraphDef mutant) {
    return mutant.getSignatureDefOrThrow("serving_default");
  }

  @Test
  void theSameSeedDoesTheSameDamage() {
    byte[] whole = WHOLE.toByteArray();
    assertThat(GraphMutator.mutate(whole, new Random(7)))
        .isEqualTo(GraphMutator.mutate(whole, new Random(7)));
  }
}
