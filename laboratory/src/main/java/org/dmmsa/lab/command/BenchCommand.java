package org.dmmsa.lab.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.dmmsa.lab.bench.BenchResult;
import org.dmmsa.lab.bench.Effort;
import org.dmmsa.lab.bench.Host;
import org.dmmsa.lab.bench.Setup;
import org.dmmsa.lab.bench.TorchPeer;
import org.dmmsa.lab.bench.Workload;
import org.dmmsa.lab.bench.WorkloadBench;
import org.dmmsa.lab.bench.WorkloadTime;
import org.dmmsa.lab.bench.Workloads;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Devices;
import org.dmmsa.model.graph.Precision;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.tools.Arguments;
import org.dmmsa.tools.Command;
import org.dmmsa.tools.Console;
import org.dmmsa.tools.ExitCode;
import org.dmmsa.tools.OptionKinds;
import org.dmmsa.tools.TensorFlowStart;
import org.dmmsa.training.run.Processor;

/** {@code bench}: what standard workloads take on this machine. */
public final class BenchCommand implements Command {
  private static final int SECONDS = 10;
  private static final double QUICK_SECONDS = 0.05;

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "time standard workloads on this machine, beside PyTorch if asked";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.optional("only", "NAMES", "as in ceiling,bert_step; all by default"),
        OptionKinds.flag("list", "say what the workloads are, and measure nothing"),
        OptionKinds.optional(
            "bert", "DIR", "text encoder; by default one of BERT's base size with random weights"),
        OptionKinds.optional(
            "data", "FILE", "feature file whose lengths are taken; like CMU-MOSI's by default"),
        OptionKinds.optional("seconds", "N", "of each workload; 10 by default"),
        OptionKinds.optional("threads", "N", "of TensorFlow and PyTorch; one a core by default"),
        OptionKinds.flag("full", "measure all batches of an epoch with BERT, not a sample"),
        OptionKinds.flag(
            "quick",
            "tiny sizes, and of all workloads those of --list --quick: figures mean nothing"),
        OptionKinds.optional(
            "compare", "PYTHON", "have PyTorch do the same; a python3 with torch and transformers"),
        OptionKinds.optional(
            "precision", "NAME", "of matrix products on both sides: float32 (default) or bfloat16"),
        OptionKinds.flag("peer-compile", "PyTorch compiles its networks"),
        OptionKinds.json());
  }

  @Override
  public String example() {
    return "./lab bench --only ceiling,bert_step --compare python3";
  }

  @Override
  public int run(Arguments given, Console console) {
    boolean quick = given.has("quick");
    List<Workload> workloads =
        given
            .text("only")
            .map(names -> Workloads.named(Arrays.stream(names.split(",", -1)).toList()))
            .orElse(quick ? Workloads.QUICK : Workloads.ALL);
    if (given.has("list")) {
      console.print(BenchReport.list(workloads));
      return ExitCode.DONE;
    }
    Optional<Integer> asked = given.count("seconds", 1);
    Effort effort = new Effort(asked.isPresent() ? asked.get() : quick ? QUICK_SECONDS : SECONDS);
    int threads = given.count("threads", 1).orElse(0);
    Precision precision =
        Precision.valueOf(
            given
                .choice("precision", "float32", "bfloat16")
                .orElse("float32")
                .toUpperCase(Locale.ROOT));
    Sessions sessions = new Sessions(threads, threads, Optional.of(precision));
    Processor.require(sessions);
    Setup setup =
        new Setup(
            sessions,
            quick,
            given.has("full"),
            given.path("bert").map(BertSavedModel::open),
            given.path("data"));
    TensorFlowStart.with(sessions);
    Optional<TorchPeer> peer = peer(given, threads, precision);
    try {
      Optional<TorchPeer.Versions> versions = peer.map(TorchPeer::versions);
      List<WorkloadTime> times =
          new WorkloadBench(setup, effort, peer)
              .measure(workloads, name -> console.err().println("measuring " + name));
      BenchResult result = new BenchResult(Host.look(threads), precision, quick, versions, times);
      if (given.has("json")) {
        console.json(result);
      } else {
        console.print(BenchReport.of(result));
      }
    } finally {
      peer.ifPresent(TorchPeer::close);
    }
    return ExitCode.DONE;
  }

  private static Optional<TorchPeer> peer(Arguments given, int threads, Precision precision) {
    if (given.text("compare").isEmpty()) {
      if (given.has("peer-compile")) {
        throw new InvalidInputException(
            "bench: found --peer-compile alone, expected --compare PYTHON too");
      }
      return Optional.empty();
    }
    List<String> options =
        new ArrayList<>(List.of("--precision", precision.name().toLowerCase(Locale.ROOT)));
    if (Devices.hasGpu()) {
      options.addAll(List.of("--device", "cuda"));
    }
    if (given.has("peer-compile")) {
      options.add("--compile");
    }
    int cores = Runtime.getRuntime().availableProcessors();
    return given
        .text("compare")
        .map(python -> new TorchPeer(python, threads == 0 ? cores : threads, options));
  }
}
