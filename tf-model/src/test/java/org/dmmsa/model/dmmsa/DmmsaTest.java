package org.dmmsa.model.dmmsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmmsa.model.Golden.assertClose;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.decomposition.ContrastiveLoss;
import org.dmmsa.model.decomposition.DecomposedFeatures;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@code dmmsa.json}: outputs and losses to 1e-5, gradients to 2e-4 (its own float32 noise). */
class DmmsaTest {
  private static final Golden GOLDEN = Golden.load("dmmsa");

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final TorchWeights torch = GoldenNetwork.dmmsaWeights(GOLDEN);

  private Dmmsa network() {
    return network(true, true, true);
  }

  private Dmmsa network(boolean polarity, boolean unimodal, boolean contrastive) {
    Dmmsa dmmsa =
        GoldenNetwork.dmmsa(GOLDEN, GoldenNetwork.losses(GOLDEN, polarity, unimodal, contrastive))
            .build(weights, GoldenNetwork.dmmsaDims(GOLDEN));
    harness.assign(torch.values(weights.all()));
    return dmmsa;
  }

  @Test
  void everyWeightOfTheGoldenNetworkIsOursAndNoOther() {
    network();
    long theirs = 0;
    for (var array : GOLDEN.at("weights").node()) {
      theirs += array.get("data").size();
    }
    assertThat(weights.count()).isEqualTo(theirs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "batch1_"})
  void outputsAreTheGoldenOnes(String batch) {
    Golden given = GOLDEN.at("inputs", batch.isEmpty() ? "batch0" : "batch1");
    Golden expected = GOLDEN.at("outputs");
    Dmmsa dmmsa = network();
    Outputs outputs =
        dmmsa.forward(Pass.inference(harness.tf()), GoldenNetwork.inputs(harness, given));

    assertClose(
        "sentiment",
        harness.floats(outputs.sentiment()),
        expected.at(batch + "pred").floats(),
        1e-5);
    assertClose(
        "polarity",
        harness.floats(outputs.byName().get(Outputs.POLARITY)),
        softmax(expected.at(batch + "logits").floats(), Targets.CLASSES),
        1e-5);
    assertClose(
        "unimodal",
        harness.floats(outputs.byName().get(Outputs.UNIMODAL)),
        inOurOrder(expected.at(batch + "mono").floats()),
        1e-5);
  }

  private static float[] softmax(float[] logits, int classes) {
    float[] shares = new float[logits.length];
    for (int row = 0; row < logits.length; row += classes) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(logits[row + c]);
      }
      for (int c = 0; c < classes; c++) {
        shares[row + c] = (float) (Math.exp(logits[row + c]) / sum);
      }
    }
    return shares;
  }

  @Test
  void theAnswersHaveTheirFeaturesBesideThem() {
    Golden given = GOLDEN.at("inputs", "batch0");
    Pass pass = Pass.inference(harness.tf());
    Outputs outputs = network().forward(pass, GoldenNetwork.inputs(harness, given));
    Operand<TFloat32> features = outputs.features().orElseThrow(); // [B, 6, d]
    Ops tf = harness.tf();
    List<String> names = List.of("Ts", "Td", "As", "Ad", "Vs", "Vd");
    for (int i = 0; i < 6; i++) {
      assertClose(
          names.get(i),
          harness.floats(tf.gather(features, tf.constant(i), tf.constant(1))),
          GOLDEN.at("outputs", names.get(i)).floats(),
          1e-5);
    }
  }

  @Test
  void featuresAreTheGoldenOnes() {
    Dmmsa dmmsa = network();
    DecomposedFeatures features =
        dmmsa.decompose(
            Pass.inference(harness.tf()),
            GoldenNetwork.inputs(harness, GOLDEN.at("inputs", "batch0")));
    List<String> names = List.of("Ts", "Td", "As", "Ad", "Vs", "Vd");
    for (int i = 0; i < 6; i++) {
      float[] actual = harness.floats(features.inOrder().get(i));
      assertClose(names.get(i), actual, GOLDEN.at("outputs", names.get(i)).floats(), 1e-5);
    }
    Operand<TFloat32> cosine = ContrastiveLoss.cosine(harness.tf(), features.ts(), features.vs());
    assertClose(
        "cosine of Ts and Vs",
        harness.floats(cosine),
        GOLDEN.at("outputs", "cos_TsVs").floats(),
        1e-5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lossesAndGradientsAreTheGoldenOnes(boolean unimodal) {
    String given = unimodal ? "with_unimodal" : "without_unimodal";
    Golden expected = GOLDEN.at("loss", given);
    Dmmsa dmmsa = network();
    List<Operand<TFloat32>> terms = terms(dmmsa, unimodal);

    List<String> names = List.of("msr", "msc", "uni", "cl");
    for (int i = 0; i < 4; i++) {
      float actual = harness.floats(terms.get(i))[0];
      float golden = expected.at(names.get(i)).number();
      assertClose(names.get(i), new float[] {actual}, new float[] {golden}, 1e-5);
    }

    Operand<TFloat32> total =
        total(
            terms,
            1,
            1,
            GOLDEN.at("loss", "lambda_uni").number(),
            GOLDEN.at("loss", "lambda_cl").number());
    assertClose("total", harness.floats(total), new float[] {expected.at("total").number()}, 1e-5);
    Golden grads = GOLDEN.at("grads", given);
    List<Weight> checked = weights.all().stream().filter(w -> torch.has(grads, w)).toList();
    assertThat(checked).hasSizeGreaterThanOrEqualTo(grads.node().size());
    List<float[]> gradients = harness.floats(harness.gradients(total, checked));
    for (int i = 0; i < checked.size(); i++) {
      Weight weight = checked.get(i);
      if (weight.path().endsWith("/key/bias")) {
        continue; // it has no influence; its gradient is noise
      }
      float[] golden = torch.value(grads, weight);
      assertClose(weight.path(), gradients.get(i), golden, 2e-4);
    }
  }

  @Test
  void ablationsLeaveTheOtherTermsAlone() {
    Golden expected = GOLDEN.at("loss", "ablations");
    List<Operand<TFloat32>> terms = terms(network(), true);
    float unimodal = GOLDEN.at("loss", "lambda_uni").number();
    float contrastive = GOLDEN.at("loss", "lambda_cl").number();
    check(total(terms, 1, 0, unimodal, contrastive), expected.at("without_msc").number());
    check(total(terms, 1, 1, 1, 0), expected.at("without_cl_lambda_uni_1").number());
    check(total(terms, 1, 1, 0.5f, 0.5f), expected.at("without_gdwg_half_half").number());
  }

  @Test
  void objectivesThatAreOffHaveNoTermAndNoHead() {
    Dmmsa dmmsa = network(false, false, false);
    assertThat(terms(dmmsa, true)).hasSize(1);
    assertThat(weights.under("head/polarity/")).isEmpty();
    assertThat(weights.under("head/unimodal/")).isEmpty();
  }

  @Test
  void everyWeightGetsAGradient() {
    List<Operand<TFloat32>> terms = terms(network(), true);
    List<float[]> gradients =
        harness.floats(harness.gradients(total(terms, 1, 1, 1, 1), weights.all()));
    for (int i = 0; i < gradients.size(); i++) {
      float[] values = gradients.get(i);
      double norm = 0;
      for (float value : values) {
        norm += (double) value * value;
      }
      if (!weights.all().get(i).path().contains("key/bias")) {
        assertThat(norm).as(weights.all().get(i).path()).isGreaterThan(0);
      }
    }
  }

  private void check(Operand<TFloat32> total, float golden) {
    assertClose("total", harness.floats(total), new float[] {golden}, 1e-5);
  }

  private List<Operand<TFloat32>> terms(Dmmsa dmmsa, boolean unimodal) {
    Golden batch = GOLDEN.at("inputs", "batch0");
    Targets targets = new Targets(harness.tf());
    Terms terms =
        dmmsa.train(Pass.inference(harness.tf()), GoldenNetwork.inputs(harness, batch), targets);
    GoldenNetwork.feed(harness, targets, batch, unimodal);
    return List.copyOf(terms.losses().values());
  }

  private Operand<TFloat32> total(List<Operand<TFloat32>> terms, float... factors) {
    Ops tf = harness.tf();
    List<Operand<TFloat32>> weighted = new ArrayList<>();
    for (int i = 0; i < factors.length; i++) {
      weighted.add(tf.math.mul(terms.get(i), tf.constant(factors[i])));
    }
    return tf.math.addN(weighted);
  }

  /** From rows Ts, Vs, As, Td, Vd, Ad of samples to samples of Ts, Td, As, Ad, Vs, Vd. */
  private static float[] inOurOrder(float[] mono) {
    int[] rows = {0, 3, 2, 5, 1, 4};
    int batch = mono.length / 6;
    float[] ours = new float[mono.length];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < 6; i++) {
        ours[b * 6 + i] = mono[rows[i] * batch + b];
      }
    }
    return ours;
  }
}
