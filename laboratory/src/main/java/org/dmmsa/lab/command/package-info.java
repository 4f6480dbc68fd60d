/** The commands of {@code ./lab}, and what they print. */
package org.dmmsa.lab.command;
