package org.dmmsa.lab.bench;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dmmsa.lab.bench.Workload.TimeUnit;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.NearestName;
import org.dmmsa.training.batch.BatchOrder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/** All workloads, in the order in which they are measured. */
public final class Workloads {
  /** What shares of the machine are shares of. */
  static final Workload CEILING =
      new Workload(
          "ceiling",
          "a product of two matrices of 2048 x 2048, the machine's most in float32",
          TimeUnit.MS,
          setup -> MatrixProduct.prepare(setup, TFloat32.class, "float32"));

  public static final List<Workload> ALL =
      List.of(
          CEILING,
          new Workload(
              "ceiling_bfloat16",
              "the same in bfloat16",
              TimeUnit.MS,
              setup -> MatrixProduct.prepare(setup, TBfloat16.class, "bfloat16")),
          new Workload(
              "bert_forward",
              "BERT of base size over 16 texts of 50 tokens, without dropout",
              TimeUnit.MS,
              setup -> TextStep.prepare(setup, false)),
          new Workload(
              "bert_step",
              "a training step over them, all of BERT trains",
              TimeUnit.MS,
              setup -> TextStep.prepare(setup, true)),
          epoch(
              "by_length",
              "in batches of like length",
              s -> MosiEpoch.drawn(s, BatchOrder.BY_LENGTH)),
          epoch(
              "windowed",
              "in batches of like length inside random windows",
              s -> MosiEpoch.drawn(s, BatchOrder.WINDOWED)),
          epoch("shuffled", "in random batches", s -> MosiEpoch.drawn(s, BatchOrder.SHUFFLED)),
          epoch("fixed", "with all inputs padded to the longest", MosiEpoch::padded),
          new Workload(
              "sequence_step_mosi",
              "a training step of DMMSA's audio and vision encoders: 375 x 5 and 500 x 20, batch 16",
              TimeUnit.MS,
              setup -> FeatureTraining.longestStep(setup, setup.sizes().mosi())),
          new Workload(
              "sequence_step_mosi_lengths",
              "the same with likely lengths in batches of like length: the mean of a sample",
              TimeUnit.MS,
              FeatureTraining::likelyStep),
          new Workload(
              "sequence_step_mosei",
              "the same with all of 500 x 74 and 500 x 35",
              TimeUnit.MS,
              setup -> FeatureTraining.longestStep(setup, setup.sizes().mosei())),
          new Workload(
              "sequence_step_sims",
              "the same with all of 400 x 33 and 55 x 709",
              TimeUnit.MS,
              setup -> FeatureTraining.longestStep(setup, setup.sizes().sims())),
          new Workload(
              "fusion_epoch",
              "an epoch of DMMSA over text features, 1284 rows in batches of 16",
              TimeUnit.S,
              FeatureTraining::epoch),
          new Workload(
              "lstm_500",
              "a training step of an LSTM of 128 units over 500 steps of 74, batch 32",
              TimeUnit.MS,
              LstmStep::prepare),
          new Workload(
              "read_pickle",
              "opening a feature file, which reads all of its numbers",
              TimeUnit.S,
              PickleScan::prepare),
          new Workload(
              "first_step",
              "from no graph to the end of the quickstart's first step",
              TimeUnit.S,
              FirstStep::prepare),
          new Workload(
              "infer_1",
              "an exported DMMSA with a BERT of base size answers a row, in float32",
              TimeUnit.MS,
              setup -> ExportedAnswers.prepare(setup, 1)),
          new Workload(
              "infer_32",
              "the same, 32 rows at once",
              TimeUnit.MS,
              setup -> ExportedAnswers.prepare(setup, 32)));

  /** Those of which a quick look has none: they differ from others in sizes alone, or take long. */
  private static final Set<String> NOT_QUICK =
      Set.of(
          "mosi_epoch_windowed",
          "mosi_epoch_shuffled",
          "mosi_epoch_fixed",
          "sequence_step_mosei",
          "sequence_step_sims",
          "first_step");

  /** Those that are measured where none are named and sizes are tiny. */
  public static final List<Workload> QUICK =
      ALL.stream().filter(workload -> !NOT_QUICK.contains(workload.name())).toList();

  private Workloads() {}

  private static Workload epoch(String name, String how, Function<Setup, Prepared> prepare) {
    return new Workload(
        "mosi_epoch_" + name,
        "an epoch of DMMSA with all of BERT on CMU-MOSI, "
            + how
            + ": a sample of 12 batches, all with --full",
        TimeUnit.S,
        prepare);
  }

  /**
   * Those of some names, in the order of {@link #ALL}.
   *
   * @throws InvalidInputException if a name is none of theirs
   */
  public static List<Workload> named(List<String> names) {
    List<String> known = ALL.stream().map(Workload::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        Optional<String> near = NearestName.meantBy(name, known);
        throw new InvalidInputException(
            "--only: found '"
                + name
                + "'"
                + near.map(meant -> ", did you mean " + meant + "?")
                    .orElse(", expected some of " + String.join(", ", known)));
      }
    }
    return ALL.stream().filter(workload -> names.contains(workload.name())).toList();
  }
}
