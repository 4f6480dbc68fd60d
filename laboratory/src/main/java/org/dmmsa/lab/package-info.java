/**
 * The project's test bench: benchmarks beside PyTorch, and campaigns that damage files, kill
 * processes and ask wrongly. Users do not get it. Start reading at {@link org.dmmsa.lab.Lab}.
 */
package org.dmmsa.lab;
