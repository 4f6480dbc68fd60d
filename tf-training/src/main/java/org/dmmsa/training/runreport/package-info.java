/**
 * What is read out of run folders afterwards, whichever run wrote them: which runs there are, how
 * they differ, what they take on the disk, and a report of them. Nothing is trained or measured
 * anew, and nothing in a run is changed but by {@link
 * org.dmmsa.training.runreport.RunCleaning#delete}. Nothing but the command line depends on it.
 */
package org.dmmsa.training.runreport;
