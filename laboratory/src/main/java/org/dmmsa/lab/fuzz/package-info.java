/**
 * Damaged files for every reader, in processes of their own: what {@code campaign fuzz} tries. A
 * reader may take a file or refuse it with one line, in time and in little memory; anything else is
 * a finding.
 */
package org.dmmsa.lab.fuzz;
