package org.dmmsa.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.savedmodel.file.Sha256;
import org.dmmsa.training.text.FrozenLayers;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * The layers of a text encoder that do not train: tokens in, states out.
 *
 * @param number of them, or one more where what is pooled of the last is meant
 * @param training their states in the training pass, [B, L or 1, D]
 * @param inference the same in the inference pass
 * @param tokenwise whether a text has a state at each of its tokens, and not one in all
 * @param weights all that they are computed from
 * @param dropout whether there is any inside
 */
record FrozenPart(
    int number,
    Operand<TFloat32> training,
    Operand<TFloat32> inference,
    boolean tokenwise,
    List<Weight> weights,
    boolean dropout) {
  private static final String RANDOM = "StatelessRandom"; // what ops of dropout begin with

  /**
   * As many layers as there are.
   *
   * @param inputs of the network
   * @param weights of the network
   * @param trained those of them that train
   */
  static Optional<FrozenPart> of(
      Graph graph,
      Pass training,
      Pass inference,
      Inputs inputs,
      List<Weight> weights,
      List<Weight> trained) {
    Set<Operation> barred = new HashSet<>();
    trained.forEach(weight -> barred.add(weight.variable().op()));
    inputs
        .operands()
        .forEach(
            (input, operand) -> {
              if (!Input.TOKENS.contains(input)) {
                barred.add(operand.op());
              }
            });
    for (int i = inference.textLayers().size() - 1; i >= 0; i--) {
      Pass.TextLayer layer = inference.textLayers().get(i);
      Operand<TFloat32> states = layer.states();
      Set<GraphOperation> below = graph.subgraphTo(Set.of(states));
      if (below.stream().noneMatch(barred::contains)) {
        Operand<TFloat32> inTraining = training.textLayers().get(i).states();
        return Optional.of(
            new FrozenPart(
                i + 1,
                inTraining,
                states,
                layer.tokenwise(),
                weights.stream().filter(w -> below.contains(w.stored().op())).toList(),
                graph.subgraphTo(Set.of(inTraining)).stream()
                    .anyMatch(op -> op.type().startsWith(RANDOM))));
      }
    }
    return Optional.empty();
  }

  /**
   * What they compute, and what stands for it.
   *
   * @param bert the whole encoder
   */
  FrozenLayers in(Session session, Inputs inputs, BertSizes bert) {
    return new FrozenLayers(
        Sha256.ofContent(out -> write(session, bert, out)),
        tokenwise,
        bert.encoder().width(),
        tokens -> states(session, inputs, tokens));
  }

  /** All that decides what they make of tokens; in one run, as a first one takes long. */
  private void write(Session session, BertSizes bert, OutputStream out) throws IOException {
    out.write("%d of %s\n".formatted(number, bert).getBytes(StandardCharsets.UTF_8));
    Session.Runner runner = session.runner();
    weights.forEach(weight -> runner.fetch(weight.value()));
    try (Result result = runner.run()) {
      for (int i = 0; i < weights.size(); i++) {
        out.write(weights.get(i).path().getBytes(StandardCharsets.UTF_8));
        float[] values = Answers.vector((TFloat32) result.get(i));
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
      }
    }
  }

  private float[] states(Session session, Inputs inputs, InputTensors tokens) {
    Session.Runner runner = session.runner().fetch(inference);
    tokens.feedInto(runner, inputs);
    try (Result result = runner.run()) {
      return Answers.vector((TFloat32) result.get(0));
    }
  }

  /** The same inputs, with states in place of text features. */
  static Inputs with(Inputs inputs, Operand<TFloat32> states) {
    Map<Input, Operand<?>> operands = new LinkedHashMap<>(inputs.operands());
    operands.put(Input.TEXT, states);
    return new Inputs(operands);
  }
}
