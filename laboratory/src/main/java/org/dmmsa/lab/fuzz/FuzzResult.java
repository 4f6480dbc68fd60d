package org.dmmsa.lab.fuzz;

import java.util.List;

/**
 * What came of the damaged files of a format.
 *
 * @param format its name
 * @param tried how many files
 * @param taken read without a complaint
 * @param refused with a message
 * @param findings all others, and those that took too long
 * @param worstMillis processor time of the slowest
 * @param worstHeapMib heap in use at its highest, garbage included
 * @param seconds that all took
 */
public record FuzzResult(
    String format,
    int tried,
    int taken,
    int refused,
    List<FuzzFinding> findings,
    long worstMillis,
    long worstHeapMib,
    double seconds) {}
