package org.dmmsa.lab.bench;

import java.util.List;
import java.util.Map;

/**
 * What PyTorch is to do: a workload in the words of {@code torch_peer.py}.
 *
 * @param kind which network: matrix, bert, dmmsa or lstm
 * @param train whether a step is a training step
 * @param network its sizes and rates
 * @param batches one step for each
 */
public record PeerTask(
    String kind, boolean train, Map<String, Object> network, List<BatchShape> batches) {
  public PeerTask {
    network = Map.copyOf(network);
    batches = List.copyOf(batches);
  }
}
