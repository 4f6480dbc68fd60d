package org.dmmsa.lab.campaign;

import java.util.List;
import java.util.stream.Stream;

/** The commands that are killed: seconds each, on synthetic data and in one thread. */
public final class KillPlan {
  private static final List<String> SMALL =
      List.of(
          "data.synthetic.samples=160",
          "data.synthetic.audio_frames=6",
          "data.synthetic.vision_frames=6",
          "bert.tiny.layers=1",
          "bert.tiny.width=16",
          "bert.tiny.inner=16",
          "runtime.intra_op_threads=1",
          "runtime.inter_op_threads=1");

  /** A small network of DMMSA. */
  static final List<String> NETWORK =
      List.of("model.width=16", "model.inner=16", "model.feature=8");

  private static final String GROUP = "learning_rate: 0.001, weight_decay: 0.001";
  private static final String STAGE =
      "{epochs: 2, batch_size: 16, micro_batch: 0, schedule: {name: linear, warmup_epochs: 1.0},"
          + " select: {by: mae, min_delta: 0.0, after: 0, patience: 0},"
          + (" groups: {bert: {under: text/bert/, " + GROUP + "}, rest: {under: '', " + GROUP)
          + "}}}";

  /** All of them, in their order. */
  public static final List<KilledCommand> ALL =
      List.of(
          new KilledTraining(
              "joint",
              "configs/quickstart.yaml",
              small(NETWORK, "recipe.stage.epochs=5", "recipe.stage.batch_size=16")),
          new KilledTraining(
              "staged",
              "configs/quickstart.yaml",
              small(
                  NETWORK,
                  "recipe={name: staged, text: %1$s, audio: %1$s, vision: %1$s, fusion: %1$s}"
                      .formatted(STAGE))),
          new KilledTraining(
              "self_mm",
              "configs/synthetic/self_mm.yaml",
              small(
                  List.of(),
                  "recipe.stage.epochs=4",
                  "recipe.stage.batch_size=16",
                  "recipe.stage.micro_batch=8")),
          new KilledExperiment(
              "experiment",
              "configs/experiments/figure4.yaml",
              small(NETWORK, "recipe.stage.epochs=3", "recipe.stage.batch_size=16")));

  private KillPlan() {}

  /** What makes a config small, and what is different in it beside that. */
  static List<String> small(List<String> network, String... recipe) {
    return Stream.of(SMALL, network, List.of(recipe)).flatMap(List::stream).toList();
  }

  /**
   * Those of these names, in the order of {@link #ALL}.
   *
   * @throws org.dmmsa.model.InvalidInputException if there is none of a name
   */
  public static List<KilledCommand> named(List<String> names) {
    OnlyNames.require(names, names());
    return ALL.stream().filter(command -> names.contains(command.name())).toList();
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(KilledCommand::name).toList();
  }
}
