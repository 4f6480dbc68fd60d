package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.tools.bench.MadeUpClips;
import org.dmmsa.tools.bench.Measurement;
import org.dmmsa.tools.bench.Requests;
import org.dmmsa.tools.bench.ServingBench;
import org.dmmsa.tools.bench.Soak;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.evaluation.DatasetPredictor;

/** {@code bench serve}: what an exported model costs when it is served. */
final class BenchServeCommand implements Command {
  private static final List<Long> THREADS = List.of(1L, 2L, 4L, 8L);
  private static final int MOST_THREADS = 64;
  private static final int SECONDS = 10;
  private static final int SHORTEST_SOAK = 2; // minutes; growth begins after the first
  private static final long SEED = 1;

  /**
   * How the model is asked.
   *
   * @param clients numbers of threads
   * @param seconds of each measurement
   * @param minutes of the soak, if there is to be one
   * @param json whether to print that
   */
  private record Asking(
      List<Integer> clients, int seconds, Optional<Integer> minutes, boolean json) {}

  /**
   * All that was found.
   *
   * @param model the version folder
   * @param split whose rows were asked
   * @param measurements one for each number of rows and of clients
   * @param soak if there was one
   */
  private record Result(
      Path model, String split, List<Measurement> measurements, Optional<Soak> soak) {}

  @Override
  public String name() {
    return "bench serve";
  }

  @Override
  public String summary() {
    return "time an exported model's answers, as a server would run it";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.needed("model", "DIR", "an export, as in RUN/export/1"),
        OptionKinds.optional(
            "data", "FILE", "feature file whose train split is asked; made-up rows by default"),
        OptionKinds.optional(
            "bert", "DIR", "BERT that computes the text features that the file lacks"),
        OptionKinds.optional(
            "threads", "LIST", "clients that ask side by side; 1,2,4,8 by default"),
        OptionKinds.optional("seconds", "N", "of each measurement; 10 by default"),
        OptionKinds.optional(
            "soak", "MINUTES", "then go on asking, and say each minute what memory does"),
        OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa bench serve --model runs/first/export/1";
  }

  @Override
  public int run(Arguments given, Console console) {
    List<Integer> clients = clients(given);
    int seconds = given.count("seconds", 1).orElse(SECONDS);
    Optional<Integer> minutes = given.count("soak", SHORTEST_SOAK);
    Optional<Path> data = given.path("data");
    Optional<Path> bert = given.path("bert");
    requireDataOf(bert, data);
    TensorFlowStart.with(Sessions.DEFAULT);
    ServingModel model = ServingModel.load(given.path("model").orElseThrow(), Sessions.DEFAULT);
    Asking asking = new Asking(clients, seconds, minutes, given.has("json"));
    if (data.isPresent()) {
      try (DatasetPredictor real = DatasetPredictor.open(model, data.get(), bert)) {
        run(model, real.data().train(), asking, console);
      }
    } else {
      try (model) {
        RandomGenerator random = new SplittableRandom(SEED);
        run(model, MadeUpClips.of(model.inputs(), model.expects(), random), asking, console);
      }
    }
    return ExitCode.DONE;
  }

  private static void run(ServingModel model, Split split, Asking asking, Console console) {
    ServingBench bench = new ServingBench(Requests.of(model, split), asking.seconds());
    console.err().printf("measuring for %d s%n", bench.duration(asking.clients()));
    List<Measurement> measurements = bench.measure(asking.clients());
    if (!asking.json()) {
      console.print(ServingReport.table(measurements));
    }
    Optional<Soak> soak =
        asking
            .minutes()
            .map(
                minutes ->
                    bench.soak(
                        Collections.max(asking.clients()),
                        minutes,
                        minute -> console.err().println(ServingReport.line(minute))));
    if (asking.json()) {
      console.json(new Result(model.folder(), split.name(), measurements, soak));
    } else {
      soak.ifPresent(done -> console.print(ServingReport.growth(done)));
    }
  }

  private static void requireDataOf(Optional<Path> bert, Optional<Path> data) {
    if (bert.isPresent() && data.isEmpty()) {
      throw new InvalidInputException("bench serve: found --bert alone, expected --data FILE too");
    }
  }

  private static List<Integer> clients(Arguments given) {
    List<Long> numbers = given.has("threads") ? given.numbers("threads") : THREADS;
    for (long number : numbers) {
      if (number < 1 || number > MOST_THREADS) {
        throw new InvalidInputException(
            "--threads: found %d, expected whole numbers from 1 to %d"
                .formatted(number, MOST_THREADS));
      }
    }
    return numbers.stream().map(Long::intValue).toList();
  }
}
