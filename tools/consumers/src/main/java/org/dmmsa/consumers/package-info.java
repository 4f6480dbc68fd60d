/**
 * Other programs that run an export, as a check that it needs nothing of this project. Built and
 * tested by {@code mvn -Pconsumers verify} alone.
 */
package org.dmmsa.consumers;
