/**
 * What models say about splits: scored by {@link org.dmmsa.training.evaluation.SplitScorer}, by an
 * exported model, here or on a server, through {@link
 * org.dmmsa.training.evaluation.DatasetPredictor}, and measured by {@link
 * org.dmmsa.training.evaluation.ModelEvaluator}.
 */
package org.dmmsa.training.evaluation;
