package org.dmmsa.lab.campaign;

/**
 * A kill that was.
 *
 * @param moment what was waited for, in words
 * @param seconds since the process was started
 * @param during what it was about
 */
public record Kill(String moment, double seconds, Phase during) {}
