package org.dmmsa.training.tuning;

import java.util.OptionalInt;

/**
 * One round of a search: so many trials, each trained for so long.
 *
 * @param number from 0
 * @param trials how many take part
 * @param epochs of their training; as the config says where there is none
 */
public record Rung(int number, int trials, OptionalInt epochs) {}
