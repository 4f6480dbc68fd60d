/**
 * What a data file holds, summed up for a person or a program. Start with {@link
 * org.dmmsa.training.data.summary.DataInspection}.
 */
package org.dmmsa.training.data.summary;
