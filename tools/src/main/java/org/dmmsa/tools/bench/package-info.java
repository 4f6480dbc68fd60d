/**
 * What an exported model costs when it is served. {@link org.dmmsa.tools.bench.ServingBench} asks
 * it {@link org.dmmsa.tools.bench.Requests} in a {@link org.dmmsa.tools.bench.ClosedLoop}; nothing
 * here prints.
 */
package org.dmmsa.tools.bench;
