package org.dmmsa.tools.bench;

/**
 * A minute of a soak.
 *
 * @param minute from 1
 * @param requests that were answered in it
 * @param memory at its end, while clients go on asking
 */
public record SoakMinute(int minute, long requests, MemoryUse memory) {}
