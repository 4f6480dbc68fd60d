package org.dmmsa.lab.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Reads damaged files in processes of their own, as the command does. */
class FuzzRunTest {
  private static final int MUTANTS = 15;

  @TempDir Path folder;

  /** Answers three files well, and goes wrong over the others in turn. */
  static final class BadWorker {
    private BadWorker() {}

    public static void main(String[] words) throws InterruptedException {
      for (int i = Integer.parseInt(words[3]); i < Integer.parseInt(words[4]); i++) {
        System.out.println("> " + i);
        switch (i % 6) {
          case 3 -> System.out.println("< " + i + " FAULT 5 7 java.lang.Error: odd");
          case 4 -> Runtime.getRuntime().halt(134);
          case 5 -> Thread.sleep(TimeUnit.MINUTES.toMillis(1));
          case 2 -> System.out.println("< " + i + " REFUSED 30 20 found a, expected b");
          default -> System.out.println("< " + i + " TAKEN 2 9 ");
        }
      }
    }
  }

  @Test
  void everyFormatTakesOrRefusesWhatIsDamaged() {
    List<String> told = new ArrayList<>();
    List<FuzzResult> results =
        new FuzzRun(new FuzzRun.Plan(MUTANTS, 3, 256, folder)).of(FuzzFormats.ALL, told::add);
    assertThat(told).hasSameSizeAs(FuzzFormats.ALL);
    for (FuzzResult result : results) {
      assertThat(result.findings()).as(result.format()).isEmpty();
      assertThat(result.taken() + result.refused()).isEqualTo(MUTANTS);
      assertThat(result.refused()).as(result.format()).isPositive();
    }
    assertThat(results.stream().mapToInt(FuzzResult::taken).sum()).isPositive();
  }

  /** Its score is a node that is not there, which only who asks for it sees. */
  @Test
  void aSavedModelHasToAnswer() throws Exception {
    Samples.make(folder);
    FuzzFormat.Reading reading = FuzzFormats.named("saved_model").open().of(folder);
    Path file = folder.resolve("run/export/1/saved_model.pb");
    reading.read(file);
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    MetaGraphDef.Builder graph = model.getMetaGraphsBuilder(0);
    SignatureDef.Builder signature = graph.getSignatureDefOrThrow("serving_default").toBuilder();
    String score = signature.getOutputsMap().keySet().iterator().next();
    TensorInfo none = signature.getOutputsOrThrow(score).toBuilder().setName("none:0").build();
    graph.putSignatureDef("serving_default", signature.putOutputs(score, none).build());
    Files.write(file, model.build().toByteArray());
    assertThatThrownBy(() -> reading.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(" cannot answer: ");
  }

  @Test
  void aProcessThatGoesWrongIsFoundAndBegunAnew() throws Exception {
    FuzzRun run =
        new FuzzRun(
            new FuzzRun.Plan(7, 1, 64, folder), BadWorker.class, TimeUnit.SECONDS.toNanos(3));
    FuzzResult result = run.of(List.of(FuzzFormats.named("texts")), name -> {}).get(0);
    assertThat(result.tried()).isEqualTo(7);
    assertThat(result.taken()).isEqualTo(3);
    assertThat(result.refused()).isEqualTo(1);
    assertThat(result.worstMillis()).isEqualTo(30);
    assertThat(result.worstHeapMib()).isEqualTo(20);
    assertThat(result.findings())
        .extracting(FuzzFinding::mutant, FuzzFinding::kind, FuzzFinding::message)
        .containsExactly(
            tuple(3, FuzzFinding.Kind.FAULT, "java.lang.Error: odd"),
            tuple(4, FuzzFinding.Kind.CRASH, "the process ended with 134"),
            tuple(5, FuzzFinding.Kind.HANG, "no answer"));
    Path texts = folder.resolve("samples/texts.csv");
    assertThat(result.findings().get(1).file())
        .hasFileName("texts-4-texts.csv")
        .hasBinaryContent(Mutant.of("texts", 1, 4).of(texts, Files.readAllBytes(texts)));
  }

  /** Ends as if all were well, having read nothing. */
  static final class IdleWorker {
    private IdleWorker() {}

    public static void main(String[] words) {}
  }

  @Test
  @Timeout(60)
  void aProcessThatDoesNotGetOnEndsTheRun() {
    FuzzRun run =
        new FuzzRun(
            new FuzzRun.Plan(2, 1, 64, folder), IdleWorker.class, TimeUnit.SECONDS.toNanos(3));
    List<FuzzFormat> texts = List.of(FuzzFormats.named("texts"));
    assertThatThrownBy(() -> run.of(texts, name -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("texts: the process ended with 0 and no answer; see ");
  }

  @Test
  void namesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> FuzzFormats.named(List.of("pickle", "tar")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("found the format 'tar', expected some of pickle, safetensors");
  }
}
