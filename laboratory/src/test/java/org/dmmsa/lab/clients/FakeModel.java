package org.dmmsa.lab.clients;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.dmmsa.model.Answers;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.Outputs;
import org.dmmsa.savedmodel.serving.ExpectedData;
import org.dmmsa.savedmodel.serving.ExportFolder;
import org.dmmsa.savedmodel.serving.RequestCheck;
import org.dmmsa.savedmodel.serving.ScoringModel;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Scores a row by sums, so that padding does not matter; the first thread that asks hears the
 * truth, and others what a lie makes of it.
 */
record FakeModel(Set<Input> inputs, Lie lie, AtomicReference<Thread> first)
    implements ScoringModel {
  private static final Set<Input> INPUTS =
      EnumSet.of(Input.INPUT_IDS, Input.INPUT_MASK, Input.SEGMENT_IDS, Input.AUDIO);

  /** What becomes of an answer, or of a refusal that the truth throws. */
  interface Lie {
    Answers of(InputTensors request, Supplier<Answers> truth);
  }

  static FakeModel honest() {
    return lying((request, truth) -> truth.get());
  }

  static FakeModel lying(Lie lie) {
    return new FakeModel(INPUTS, lie, new AtomicReference<>());
  }

  @Override
  public String place() {
    return "the fake";
  }

  @Override
  public ExpectedData expects() {
    return new ExpectedData(Map.of("audio", new FrameDims(6, 3)), 10, 0, 50, Optional.empty());
  }

  @Override
  public Optional<ExportFolder> export() {
    return Optional.empty();
  }

  @Override
  public Answers answer(InputTensors request) {
    first.compareAndSet(null, Thread.currentThread());
    Supplier<Answers> truth =
        () -> {
          new RequestCheck(place(), inputs, Set.of(), expects()).require(request);
          return scores(request);
        };
    return first.get() == Thread.currentThread() ? truth.get() : lie.of(request, truth);
  }

  static Answers scores(InputTensors request) {
    TInt32 ids = (TInt32) request.byInput().get(Input.INPUT_IDS);
    TFloat32 audio = (TFloat32) request.byInput().get(Input.AUDIO);
    float[] features = Answers.vector(audio);
    float[][] scores = new float[request.batch()][1];
    for (int row = 0; row < scores.length; row++) {
      long sum = 0;
      for (int i = 0; i < ids.shape().get(1); i++) {
        sum += ids.getInt(row, i);
      }
      double heard = 0;
      int width = features.length / scores.length;
      for (int i = row * width; i < (row + 1) * width; i++) {
        heard += features[i];
      }
      scores[row][0] = (float) (sum / 100.0 + heard / 10);
    }
    return of(scores);
  }

  static Answers of(float[][] scores) {
    return new Answers(Map.of(Outputs.SENTIMENT, scores));
  }

  @Override
  public void close() {}
}
