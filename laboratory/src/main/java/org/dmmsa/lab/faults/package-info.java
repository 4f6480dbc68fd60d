/**
 * A file system that fails on purpose: a process that is started with {@link
 * org.dmmsa.lab.faults.FaultyFileSystemProvider} has all its files from it, and one operation of
 * them goes wrong as {@link org.dmmsa.lab.faults.Injection} says. The rest of the application knows
 * nothing of it. What TensorFlow's native code reads and writes is out of its reach, and so is what
 * goes through {@code java.io}.
 */
package org.dmmsa.lab.faults;
