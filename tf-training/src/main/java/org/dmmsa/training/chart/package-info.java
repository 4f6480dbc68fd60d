/**
 * Charts for reports: numbers in, SVG and PNG files out, with the same bytes for the same numbers.
 * Start with {@link org.dmmsa.training.chart.Chart}; its implementations are the kinds.
 *
 * <p>Drawn here and not by a library: XChart, which was tried, draws text as outlines (120 kB a
 * chart, nothing to search or read aloud), knows no intervals with two different halves and one
 * colour for all numbers of a heat map.
 */
package org.dmmsa.training.chart;
