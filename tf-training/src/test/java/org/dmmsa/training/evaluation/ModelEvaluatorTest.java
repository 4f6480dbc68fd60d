package org.dmmsa.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.bert.TinyBert;
import org.dmmsa.savedmodel.bert.TinyBertSpec;
import org.dmmsa.savedmodel.checkpoint.VariableFiles;
import org.dmmsa.savedmodel.serving.ExportManifest;
import org.dmmsa.savedmodel.serving.SavedModelExporter;
import org.dmmsa.savedmodel.serving.WeightPrecision;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.synthetic.KnownDataset;
import org.dmmsa.training.data.synthetic.SyntheticDataset;
import org.dmmsa.training.data.synthetic.SyntheticSpec;
import org.dmmsa.training.text.FirstStateModel;
import org.dmmsa.training.text.SignatureRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export that reads text features, on data that has tokens alone. */
class ModelEvaluatorTest {
  private static final int LENGTH = 50;
  private static final int WIDTH = 64;

  @TempDir private Path folder;
  private Path data;
  private Path bert;

  @BeforeEach
  void make() {
    data = folder.resolve("synthetic.pkl");
    SyntheticDataset.write(data, new SyntheticSpec(KnownDataset.MOSI, 20, 1, 3, 4));
    bert = folder.resolve("bert");
    TinyBert.write(bert, TinyBertSpec.DEFAULT, SyntheticDataset.vocabulary());
  }

  private Path export(int width) throws IOException {
    return export(width, 1);
  }

  private Path export(int width, float score) throws IOException {
    Map<Input, FrameDims> frames = Map.of(Input.TEXT, new FrameDims(LENGTH, width));
    InputDims dims = new InputDims(Optional.empty(), frames);
    Path checkpoint = Files.createDirectories(folder.resolve("checkpoint"));
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.restored(harness.tf());
      new FirstStateModel.Config().build(weights, dims);
      Weight bias = weights.all().get(0);
      harness.assign(Map.of(bias, new float[] {score}));
      new VariableFiles(harness.tf(), Map.of(bias.path(), bias.variable()))
          .save(harness.session(), checkpoint);
    }
    ExportManifest manifest =
        new ExportManifest(
            "first_state",
            Map.of("text", new FrameDims(LENGTH, width)),
            0,
            0,
            0,
            false,
            3,
            "mosi",
            List.of("negative", "neutral", "positive"),
            "none",
            Map.of());
    Path to = folder.resolve("export/1");
    new SavedModelExporter(new FirstStateModel.Config(), dims, manifest, List.of())
        .export(checkpoint, WeightPrecision.FLOAT32, to, files -> Map.of());
    return to;
  }

  @Test
  void textFeaturesAreComputedWithTheBertThatIsGiven() throws IOException {
    try (ModelEvaluator evaluator = ModelEvaluator.open(export(WIDTH), data, Optional.of(bert))) {
      Split test = evaluator.data().test();
      float[] states = SignatureRun.states(BertSavedModel.open(bert), test, LENGTH);
      float[] scores = evaluator.predictions(evaluator.splits("test")).predictions();
      assertThat(scores).hasSize(4);
      for (int row = 0; row < 4; row++) {
        assertThat(scores[row]).isCloseTo(1 + states[row * LENGTH * WIDTH], within(1e-5f));
      }
    }
  }

  @Test
  void aScoreThatIsNotFiniteIsRefusedWithItsRow() throws IOException {
    Path export = export(WIDTH, Float.NaN);
    try (ModelEvaluator evaluator = ModelEvaluator.open(export, data, Optional.of(bert))) {
      assertThatThrownBy(() -> evaluator.predictions(evaluator.splits("test")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(data + ": found no finite prediction of row '")
          .hasMessageEndingWith("', expected one, from the model in " + export);
    }
  }

  /** The model's score is a bias of 1 and the first state of the text. */
  @Test
  void aMissingModalityIsOneBlankFrame() throws IOException {
    try (ModelEvaluator whole = ModelEvaluator.open(export(WIDTH), data, Optional.of(bert))) {
      ModelEvaluator mute = whole.without(Set.of("text"));
      assertThat(mute.predictions(mute.splits("test")).predictions()).containsOnly(1f);
      assertThatThrownBy(() -> whole.without(Set.of("audio")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("found the modality 'audio', expected one of");
    }
  }

  @Test
  void withoutOneTheDataIsRefused() throws IOException {
    Path export = export(WIDTH);
    assertThatThrownBy(() -> ModelEvaluator.open(export, data, Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found no key text, expected text features");
  }

  @Test
  void aBertOfAnotherWidthIsRefusedBeforeItIsRun() throws IOException {
    Path export = export(3);
    assertThatThrownBy(() -> ModelEvaluator.open(export, data, Optional.of(bert)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found a BERT of 64 features, expected 3");
  }
}
