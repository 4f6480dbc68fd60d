/**
 * Networks of others to compare with, as MMSA (Mao et al. 2022) has them, and its settings: a
 * record that is a section of a config, {@link org.dmmsa.model.baseline.Tfn.Config} for one, and
 * the network that it builds, {@link org.dmmsa.model.baseline.Tfn}. What they share is here too.
 */
package org.dmmsa.model.baseline;
