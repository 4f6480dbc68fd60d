/**
 * How a training is cut into stages, and what a method does between steps. Start with {@link
 * org.dmmsa.training.recipe.Recipe}.
 */
package org.dmmsa.training.recipe;
