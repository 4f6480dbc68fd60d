package org.dmmsa.model.graph;

import java.util.HashSet;
import java.util.List;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Server;
import org.tensorflow.proto.ClusterDef;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.JobDef;
import org.tensorflow.proto.ServerDef;

/**
 * Processes that share out the steps of a training through TensorFlow's distributed runtime. The
 * first one keeps the weights; tasks count from 0.
 *
 * @param addresses HOST:PORT of each task, as the others reach it; the same list in every process
 */
public record Cluster(List<String> addresses) {
  private static final String JOB = "worker";

  public Cluster {
    addresses = List.copyOf(addresses);
    if (addresses.size() < 2 || new HashSet<>(addresses).size() < addresses.size()) {
      throw new IllegalArgumentException("expected two or more addresses, found " + addresses);
    }
  }

  /** How many processes there are. */
  public int size() {
    return addresses.size();
  }

  /** Where the weights are, and whatever else lasts longer than a step. */
  public DeviceSpec keeper() {
    return DeviceSpec.newBuilder().job(JOB).task(0).build();
  }

  /** What a session is opened with to be run by a task. */
  String target(int task) {
    return "grpc://" + addresses.get(task);
  }

  /**
   * Starts this process's server. TensorFlow cannot shut one down: it lasts as long as the process.
   *
   * @param task which of the addresses is this process's own
   * @param config with the threads of all that is computed here
   * @throws org.tensorflow.exceptions.TensorFlowException if its port cannot be listened on
   */
  public Server start(int task, ConfigProto config) {
    JobDef.Builder job = JobDef.newBuilder().setName(JOB);
    for (int other = 0; other < addresses.size(); other++) {
      job.putTasks(other, addresses.get(other));
    }
    Server server =
        new Server(
            ServerDef.newBuilder()
                .setCluster(ClusterDef.newBuilder().addJob(job))
                .setJobName(JOB)
                .setTaskIndex(task)
                .setDefaultSessionConfig(config)
                .setProtocol("grpc")
                .build());
    server.start();
    return server;
  }
}
