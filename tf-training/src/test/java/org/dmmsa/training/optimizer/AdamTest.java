package org.dmmsa.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class AdamTest {
  private static final float[] KERNEL = {1, -2, 0.5f, 0};
  private static final float[] BIAS = {3, -0.25f};

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Weight kernel = weights.create("kernel", Shape.of(2, 2), Initializer.ZEROS);
  private final Weight bias = weights.create("bias", Shape.of(2), Initializer.ZEROS);
  private final Placeholder<TFloat32> kernelGradient = harness.input(Shape.of(2, 2), new float[4]);
  private final Placeholder<TFloat32> biasGradient = harness.input(Shape.of(2), new float[2]);
  private final Placeholder<TFloat32> step = harness.input(Shape.of(3), new float[3]);

  @BeforeEach
  void fill() {
    harness.session().initialize();
    harness.assign(Map.of(kernel, KERNEL, bias, BIAS));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** AdamW as its paper writes it, and Adam as PyTorch does, on one number. */
  private static final class Plain {
    private final OptimizerConfig settings;
    private final double decay;
    private double value;
    private double mean;
    private double squares;
    private int count;

    Plain(OptimizerConfig settings, double decay, double value) {
      this.settings = settings;
      this.decay = decay;
      this.value = value;
    }

    void update(double slope, double rate, boolean decays) {
      count++;
      boolean decoupled = settings.name() == OptimizerConfig.Name.ADAMW;
      double gradient = slope + (decays && !decoupled ? decay * value : 0);
      mean = settings.beta1() * mean + (1 - settings.beta1()) * gradient;
      squares = settings.beta2() * squares + (1 - settings.beta2()) * gradient * gradient;
      if (decays && decoupled) {
        value -= rate * decay * value;
      }
      double corrected = squares / (1 - Math.pow(settings.beta2(), count));
      value -=
          rate
              * (mean / (1 - Math.pow(settings.beta1(), count)))
              / (Math.sqrt(corrected) + settings.epsilon());
    }
  }

  private Op updates(Adam optimizer) {
    Ops tf = harness.tf();
    harness.session().initialize();
    harness.assign(Map.of(kernel, KERNEL, bias, BIAS));
    return tf.withControlDependencies(
            List.of(
                optimizer.update(tf, kernel, kernelGradient, step),
                optimizer.update(tf, bias, biasGradient, step)))
        .noOp();
  }

  private Adam optimizer(OptimizerConfig config, double decay, ParameterGroup.Decays decays) {
    ParameterGroup all =
        new ParameterGroup("", 1, decay, Optional.empty(), Optional.of(decays), Optional.empty());
    return new Adam(harness.tf(), config, new ParameterGroups(Map.of("all", all), weights.all()));
  }

  private Adam optimizer(double decay) {
    return optimizer(config(OptimizerConfig.Name.ADAMW), decay, ParameterGroup.Decays.KERNELS);
  }

  private static OptimizerConfig config(OptimizerConfig.Name name) {
    return new OptimizerConfig(name, 0.9, 0.999, 1e-8);
  }

  @ParameterizedTest
  @CsvSource({
    "ADAMW, 0, KERNELS",
    "ADAMW, 1e-3, KERNELS",
    "ADAMW, 0.5, KERNELS",
    "ADAMW, 0.5, ALL",
    "ADAM, 0, KERNELS",
    "ADAM, 1e-3, ALL",
    "ADAM, 0.5, KERNELS"
  })
  void threeStepsAreThoseOfThePaper(
      OptimizerConfig.Name name, double decay, ParameterGroup.Decays decays) {
    OptimizerConfig settings = config(name);
    Adam optimizer = optimizer(settings, decay, decays);
    Op update = updates(optimizer);
    Plain[] plain = new Plain[6];
    for (int i = 0; i < 6; i++) {
      plain[i] = new Plain(settings, decay, i < 4 ? KERNEL[i] : BIAS[i - 4]);
    }
    // Of very different size: 1e-8 and below, epsilon counts.
    float[][] gradients = {
      {0.1f, -3, 1e-9f, 0, 2e-8f, -40},
      {-0.2f, -3, 2e-9f, 0, 1e-8f, 35},
      {0.3f, 0.01f, -1e-9f, 1, 3e-8f, 1}
    };
    double[] rates = {1e-1, 1e-2, 5e-2};
    for (int s = 0; s < 3; s++) {
      harness.feed(
          kernelGradient,
          GraphHarness.tensor(Shape.of(2, 2), java.util.Arrays.copyOf(gradients[s], 4)));
      harness.feed(
          biasGradient,
          GraphHarness.tensor(Shape.of(2), java.util.Arrays.copyOfRange(gradients[s], 4, 6)));
      harness.feed(
          step, GraphHarness.tensor(Shape.of(3), optimizer.step("all", rates[s], s).toArray()));
      harness.run(update);
      for (int i = 0; i < 6; i++) {
        plain[i].update(gradients[s][i], rates[s], i < 4 || decays == ParameterGroup.Decays.ALL);
      }
      float[] kernels = harness.floats(kernel.value());
      float[] biases = harness.floats(bias.value());
      for (int i = 0; i < 6; i++) {
        float actual = i < 4 ? kernels[i] : biases[i - 4];
        assertThat((double) actual)
            .as("number %d after step %d", i, s + 1)
            .isCloseTo(plain[i].value, within(2e-6));
      }
    }
  }

  /** A layer below the last one, whose rate and so whose decoupled decay is a tenth. */
  @ParameterizedTest
  @EnumSource
  void aLowerLayerMovesByItsShareOfTheRate(OptimizerConfig.Name name) {
    Weights layers = weights.scope("encoder");
    Weight lower = layers.scope("0").create("kernel", Shape.of(1, 1), Initializer.ZEROS);
    layers.scope("1").create("kernel", Shape.of(1, 1), Initializer.ZEROS);
    ParameterGroup all =
        new ParameterGroup("", 1, 0.5, Optional.of(0.1), Optional.empty(), Optional.empty());
    Adam optimizer =
        new Adam(
            harness.tf(), config(name), new ParameterGroups(Map.of("all", all), weights.all()));
    Operand<TFloat32> gradient = harness.tf().constant(new float[][] {{3}});
    Op update = optimizer.update(harness.tf(), lower, gradient, step);
    harness.session().initialize();
    harness.assign(Map.of(lower, new float[] {2}));
    harness.feed(step, GraphHarness.tensor(Shape.of(3), optimizer.step("all", 0.2, 0).toArray()));
    harness.run(update);
    Plain plain = new Plain(config(name), 0.5, 2);
    plain.update(3, 0.02, true);
    assertThat((double) harness.floats(lower.value())[0]).isCloseTo(plain.value, within(2e-6));
  }

  @Test
  void aRateOfZeroChangesNoWeightButKeepsTheMeans() {
    Adam optimizer = optimizer(1);
    Op update = updates(optimizer);
    harness.feed(kernelGradient, GraphHarness.tensor(Shape.of(2, 2), 1, 1, 1, 1));
    harness.feed(biasGradient, GraphHarness.tensor(Shape.of(2), 2, 2));
    harness.feed(step, GraphHarness.tensor(Shape.of(3), optimizer.step("all", 0, 0).toArray()));
    harness.run(update);
    assertThat(harness.floats(kernel.value())).containsExactly(KERNEL);
    assertThat(harness.floats(bias.value())).containsExactly(BIAS);
    float[] mean =
        harness.floats(harness.tf().identity(optimizer.variables().get("bias/adam_mean")));
    assertThat(mean[0]).isCloseTo(0.2f, within(1e-6f));
  }

  @Test
  void slotsAreNamedAfterTheirWeights() {
    Adam optimizer = optimizer(0);
    assertThat(optimizer.variables().keySet())
        .containsExactly(
            "kernel/adam_mean", "kernel/adam_squares", "bias/adam_mean", "bias/adam_squares");
  }
}
