/**
 * Standard workloads whose time {@code bench} takes. {@link
 * org.dmmsa.tools.bench.workload.Workloads} lists them, {@link
 * org.dmmsa.tools.bench.workload.WorkloadBench} measures them, and {@link
 * org.dmmsa.tools.bench.workload.TorchPeer} has PyTorch do the same; nothing here prints.
 */
package org.dmmsa.tools.bench.workload;
