/**
 * Standard workloads whose time {@code bench} takes. {@link org.dmmsa.lab.bench.Workloads} lists
 * them, {@link org.dmmsa.lab.bench.WorkloadBench} measures them, and {@link
 * org.dmmsa.lab.bench.TorchPeer} has PyTorch do the same; nothing here prints.
 */
package org.dmmsa.lab.bench;
