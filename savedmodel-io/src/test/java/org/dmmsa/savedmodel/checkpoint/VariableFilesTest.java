package org.dmmsa.savedmodel.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

class VariableFilesTest {
  @TempDir Path folder;

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.restored(harness.tf());
  private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();

  @AfterEach
  void close() {
    harness.close();
  }

  private Weight weight(String name, Shape shape) {
    Weight weight = weights.create(name, shape, Initializer.ZEROS);
    variables.put("layer/" + name, weight.variable());
    return weight;
  }

  private VariableFiles files() {
    return new VariableFiles(harness.tf(), variables);
  }

  private String refusal(VariableFiles files) {
    Throwable thrown = catchThrowable(() -> files.restore(harness.session(), folder));
    assertThat(thrown).isInstanceOf(InvalidInputException.class);
    assertThat(thrown.getMessage().lines()).hasSize(1);
    return thrown.getMessage();
  }

  @Test
  void whatWasSavedIsRestoredUnderTheGivenNames() {
    Weight kernel = weight("kernel", Shape.of(2, 3));
    Weight bias = weight("bias", Shape.of(3));
    VariableFiles files = files();
    float[] numbers = {1, -2, Float.MIN_VALUE, 4e30f, 5, -0.0f};
    harness.assign(Map.of(kernel, numbers, bias, new float[] {7, 8, 9}));
    files.save(harness.session(), folder);
    harness.assign(Map.of(kernel, new float[6], bias, new float[3]));
    files.restore(harness.session(), folder);
    assertThat(harness.floats(kernel.value())).containsExactly(numbers);
    assertThat(harness.floats(bias.value())).containsExactly(7, 8, 9);
    assertThat(VariableIndex.read(folder.resolve("weights")).variables().keySet())
        .containsExactlyInAnyOrder("layer/kernel", "layer/bias");
  }

  @Test
  void aPartIsRestoredFromAFileThatHoldsMore() {
    Weight kernel = weight("kernel", Shape.of(2, 1));
    Weight bias = weight("bias", Shape.of(1));
    harness.assign(Map.of(kernel, new float[] {1, 2}, bias, new float[] {3}));
    files().save(harness.session(), folder);
    harness.assign(Map.of(kernel, new float[2], bias, new float[1]));
    variables.remove("layer/bias");
    files().restore(harness.session(), folder);
    assertThat(harness.floats(kernel.value())).containsExactly(1, 2);
    assertThat(harness.floats(bias.value())).containsExactly(0);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
    Weight kernel = weight("kernel", Shape.of(2, 3));
    harness.assign(Map.of(kernel, new float[6]));
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertThatThrownBy(() -> files().save(harness.session(), file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": found Not a directory, expected a place to write");
  }

  @Test
  void aFolderWithoutACheckpointIsRefused() {
    weight("kernel", Shape.of(2, 3));
    assertThat(refusal(files()))
        .isEqualTo("no checkpoint in " + folder + ": weights.index is missing");
  }

  @Test
  void aMissingVariableIsNamed() {
    Weight kernel = weight("kernel", Shape.of(2, 3));
    harness.assign(Map.of(kernel, new float[6]));
    files().save(harness.session(), folder);
    weight("bias", Shape.of(3));
    assertThat(refusal(files())).contains("does not fit this network at layer/bias: ");
  }

  @Test
  void anotherShapeIsRefused() {
    Weight kernel = weight("kernel", Shape.of(2, 3));
    harness.assign(Map.of(kernel, new float[6]));
    files().save(harness.session(), folder);
    variables.put("layer/kernel", weight("other", Shape.of(3, 2)).variable());
    variables.remove("layer/other");
    assertThat(refusal(files())).contains("[3,2]").contains("[2,3]").contains("layer/kernel");
  }

  /** TensorFlow asks for as much memory as the end mark says, and ends the process without it. */
  @Test
  void anImpossibleLengthInTheIndexIsRefused() throws IOException {
    Weight kernel = weight("kernel", Shape.of(2, 3));
    harness.assign(Map.of(kernel, new float[6]));
    VariableFiles files = files();
    files.save(harness.session(), folder);
    DamagedIndex.withImpossibleLength(folder.resolve("weights.index"));
    assertThat(refusal(files))
        .isEqualTo(
            "found an impossible length, expected a whole checkpoint index, in "
                + folder.resolve("weights.index"));
  }

  @Test
  void truncatedNumbersAreRefused() throws IOException {
    Weight kernel = weight("kernel", Shape.of(20, 30));
    harness.assign(Map.of(kernel, new float[600]));
    VariableFiles files = files();
    files.save(harness.session(), folder);
    Path data = folder.resolve("weights.data-00000-of-00001");
    Files.write(data, Arrays.copyOf(Files.readAllBytes(data), 1000));
    assertThat(refusal(files)).contains(folder.toString());
    Files.delete(data);
    assertThat(refusal(files)).contains(folder.toString());
    Files.write(folder.resolve("weights.index"), new byte[10]);
    assertThat(refusal(files)).contains(folder.toString());
  }
}
