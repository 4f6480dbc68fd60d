/**
 * The search for settings: many runs of a config with values drawn from a space, judged on the
 * validation split. Start with {@link org.dmmsa.training.tuning.Tuning}.
 */
package org.dmmsa.training.tuning;
