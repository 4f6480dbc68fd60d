/**
 * The command line. {@link org.dmmsa.tools.Main} finds the command and turns failures into exit
 * codes; each command is one class that reads its options, calls the library and prints. Results go
 * to stdout, everything else to stderr. Nothing is computed here.
 */
package org.dmmsa.tools;
