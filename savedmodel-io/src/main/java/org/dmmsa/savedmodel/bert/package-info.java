/**
 * BERTs as SavedModels: opened, checked, restored into our encoder, fetched and, for tests,
 * written.
 *
 * <p>{@link org.dmmsa.savedmodel.bert.BertSavedModel} is the way in; {@link
 * org.dmmsa.savedmodel.bert.BertLayout} is the one place that knows how SavedModels name what is in
 * a BERT, and where another family is added.
 */
package org.dmmsa.savedmodel.bert;
