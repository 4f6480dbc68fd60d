/**
 * Charts for reports: numbers in, SVG and PNG files out, with the same bytes for the same numbers.
 * Start with {@link org.dmmsa.training.chart.Chart}; its implementations are the kinds.
 *
 * <p>Drawn here and not by XChart, which needs the machine's fonts for an SVG too (a bare machine
 * with a JDK may have none) and draws text as outlines: nothing to search or to read aloud.
 */
package org.dmmsa.training.chart;
