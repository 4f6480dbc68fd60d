package org.dmmsa.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.training.optimizer.GradientClip;
import org.dmmsa.training.optimizer.OptimizerConfig;
import org.dmmsa.training.optimizer.ParameterGroup;
import org.dmmsa.training.weighting.FixedWeights;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

class MachineMemoryTest {
  @Test
  void aNetworkLargerThanAllMemoryIsRefusedBeforeItIsMade() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Variable<TFloat32> small = tf.variable(Shape.of(3, 4), TFloat32.class);
      Variable<TFloat32> large = tf.variable(Shape.of(2_000_000_000, 1_000_000), TFloat32.class);
      assertThatCode(() -> MachineMemory.require(List.of(small))).doesNotThrowAnyException();
      assertThatThrownBy(() -> MachineMemory.require(List.of(small, large)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(
              "found a network of 2.00e+15 numbers with its optimizer's (7450580.6 GiB), expected")
          .hasMessageEndingWith(" GiB of memory");
    }
  }

  /** A line with a table beside it that no machine has room for. */
  private record Huge() implements ModelConfig {
    @Override
    public Set<Input> inputs() {
      return new LineModel.Config().inputs();
    }

    @Override
    public SentimentModel build(Weights weights, InputDims dims) {
      weights.state("table", Shape.of(2_000_000_000, 1_000_000), Initializer.ZEROS);
      return new LineModel.Config().build(weights, dims);
    }
  }

  @Test
  void itIsRefusedBeforeATrainingBegins() {
    ParameterGroup all =
        new ParameterGroup("", 1, 0, Optional.empty(), Optional.empty(), Optional.empty());
    TrainGraph.Plan plan =
        new TrainGraph.Plan(
            new Huge(),
            LineModel.Config.DIMS,
            new FixedWeights(Map.of()),
            Map.of("all", all),
            new OptimizerConfig(OptimizerConfig.Name.ADAMW, 0.9, 0.999, 1e-8),
            GradientClip.NONE,
            Optional.empty(),
            false,
            1,
            Sessions.DEFAULT,
            Optional.empty());
    assertThatThrownBy(() -> new TrainGraph(plan))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("found a network of 2.00e+15 numbers");
  }
}
