package org.dmmsa.lab.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

class MutantTest {
  private static final List<Path> FILES =
      List.of(Path.of("saved_model.pb"), Path.of("variables.index"), Path.of("variables.data"));

  private static final byte[] MODEL =
      SavedModel.newBuilder()
          .addMetaGraphs(
              MetaGraphDef.newBuilder()
                  .setGraphDef(GraphDef.newBuilder().addNode(NodeDef.newBuilder().setName("node")))
                  .putSignatureDef(
                      "serving_default",
                      SignatureDef.newBuilder()
                          .putOutputs("score", TensorInfo.getDefaultInstance())
                          .build()))
          .build()
          .toByteArray();

  private enum Kind {
    WHOLE,
    BROKEN
  }

  /** Drawn from one number, the first of four files would always have a single change. */
  @Test
  void whichFileItIsDoesNotSayHowItIsDamaged() {
    List<Path> four = List.of(Path.of("a"), Path.of("b"), Path.of("c"), Path.of("d"));
    int first = 0;
    int changedTwice = 0;
    for (int i = 0; i < 1_000; i++) {
      Mutant mutant = Mutant.of("run", 1, i);
      if (mutant.file(four).equals(four.get(0))) {
        byte[] damaged = mutant.of(four.get(0), new byte[1_000]);
        first++;
        changedTwice += damaged.length == 1_000 && span(damaged) > Long.BYTES ? 1 : 0;
      }
    }
    assertThat(first).isBetween(200, 300);
    assertThat(changedTwice).isGreaterThan(10);
  }

  /** How far the first byte that is not zero is from the last. */
  private static int span(byte... bytes) {
    int first = 0;
    int last = bytes.length - 1;
    while (first < last && bytes[first] == 0) {
      first++;
    }
    while (last > first && bytes[last] == 0) {
      last--;
    }
    return last - first + 1;
  }

  @Test
  void graphsAreChangedByNodesToo() {
    Map<Kind, Integer> graphs = new EnumMap<>(Kind.class);
    for (int i = 0; i < 1_000; i++) {
      byte[] damaged = Mutant.of("saved_model", 1, i).of(FILES.get(0), MODEL);
      graphs.merge(kind(damaged), 1, Integer::sum);
    }
    assertThat(graphs.get(Kind.WHOLE)).isGreaterThan(480);
    assertThat(graphs.get(Kind.BROKEN)).isGreaterThan(200);
  }

  private static Kind kind(byte... file) {
    try {
      SavedModel.parseFrom(file);
      return Kind.WHOLE;
    } catch (InvalidProtocolBufferException e) {
      return Kind.BROKEN;
    }
  }
}
