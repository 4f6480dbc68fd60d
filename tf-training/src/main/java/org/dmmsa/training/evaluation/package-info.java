/**
 * What models say about splits: scored by {@link org.dmmsa.training.evaluation.SplitScorer}, an
 * exported model by {@link org.dmmsa.training.evaluation.ModelEvaluator}.
 */
package org.dmmsa.training.evaluation;
