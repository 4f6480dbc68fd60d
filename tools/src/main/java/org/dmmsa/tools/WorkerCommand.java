package org.dmmsa.tools;

import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Cluster;
import org.dmmsa.model.graph.Sessions;
import org.tensorflow.Server;

/** {@code worker}: computes parts of the steps of a training that runs elsewhere. */
final class WorkerCommand implements Command {
  @Override
  public String name() {
    return "worker";
  }

  @Override
  public String summary() {
    return "compute parts of each step for a train --cluster elsewhere, until Ctrl-C";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        ClusterOption.of("the same list as the training has; its own address first"),
        OptionKinds.needed("task", "N", "which of the addresses is this process's, from 1 up"));
  }

  @Override
  public String example() {
    return "./dmmsa worker --cluster host1:2222,host2:2222 --task 1";
  }

  @Override
  public int run(Arguments given, Console console) {
    Cluster cluster =
        ClusterOption.value(given)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "worker: found no --cluster, expected --cluster HOST:PORT,HOST:PORT"));
    int task = given.count("task", 1).orElseThrow();
    if (task >= cluster.size()) {
      throw new InvalidInputException(
          "--task: found %d, expected 1 to %d, a worker's place in --cluster, counted from 0"
              .formatted(task, cluster.size() - 1));
    }
    TensorFlowStart.with(Sessions.DEFAULT);
    Server server = ClusterStart.task(cluster, task, Sessions.DEFAULT);
    console.err().println("working at " + cluster.addresses().get(task) + " until Ctrl-C");
    server.join();
    return ExitCode.DONE;
  }
}
