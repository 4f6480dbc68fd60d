package org.dmmsa.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

class ClusterTest {
  private static String freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "localhost:" + socket.getLocalPort();
    }
  }

  /** Where each op ran, by its type. */
  private static Map<String, String> devices(Result result) {
    Map<String, String> devices = new HashMap<>();
    result
        .getMetadata()
        .orElseThrow()
        .getPartitionGraphsList()
        .forEach(
            part ->
                part.getNodeList().forEach(node -> devices.put(node.getOp(), node.getDevice())));
    return devices;
  }

  /** A product with a weight, whose gradient is added up. */
  @Test
  void aTaskComputesGradientsOfWeightsThatTheFirstOneKeeps() throws IOException {
    Cluster cluster = new Cluster(List.of(freeAddress(), freeAddress()));
    assertThat(cluster.start(0, Sessions.DEFAULT.config())).isNotNull();
    assertThat(cluster.start(1, Sessions.DEFAULT.config())).isNotNull();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Ops kept = tf.withDevice(cluster.keeper());
      Weight weight = Weights.initialized(kept, 1).create("w", Shape.of(2, 2), Initializer.ONES);
      Variable<TFloat32> sum = kept.variable(Shape.of(2, 2), TFloat32.class);
      kept.withInitScope()
          .assign(
              sum, kept.withInitScope().zerosLike(kept.withInitScope().constant(new float[2][2])));
      Operand<TFloat32> tanh =
          tf.math.tanh(tf.linalg.matMul(tf.constant(new float[][] {{1, 2}}), weight.value()));
      Output<?>[] slope =
          graph.addGradients(tanh.asOutput(), new Output<?>[] {weight.value().asOutput()});
      Op added = tf.assignAdd(sum, slope[0].expect(TFloat32.class));

      List<Session> sessions = Sessions.DEFAULT.open(graph, cluster);
      RunOptions partitions = RunOptions.newBuilder().setOutputPartitionGraphs(true).build();
      try (Result ran =
          sessions.get(1).runner().addTarget(added).setOptions(partitions).runAndFetchMetadata()) {
        Map<String, String> devices = devices(ran);
        assertThat(devices.get("TanhGrad")).contains("task:1");
        assertThat(devices.get("VariableV2")).contains("task:0");
        assertThat(devices.get("AssignAdd")).contains("task:0");
      }
      sessions.get(0).runner().addTarget(added).run().close();
      try (Result both = sessions.get(0).runner().fetch(sum).run()) {
        double once = 1 - Math.tanh(3) * Math.tanh(3);
        assertThat(GraphHarness.copy((TFloat32) both.get(0)))
            .containsExactly(
                new float[] {
                  (float) (2 * once), (float) (2 * once), (float) (4 * once), (float) (4 * once)
                },
                within(1e-6f));
      }
      sessions.forEach(Session::close);
    }
  }

  @Test
  void anAddressIsThereOnceAndNotAlone() {
    for (List<String> wrong : List.of(List.of("a:1"), List.of("a:1", "b:2", "a:1"))) {
      assertThatThrownBy(() -> new Cluster(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.toString());
    }
  }
}
