/**
 * What runs on Apache Spark, where one machine is not enough. Start with {@link
 * org.dmmsa.spark.ScoringJob}.
 *
 * <p>Spark itself is not packaged: {@link org.dmmsa.spark.Cluster#require} says whether it is
 * there, and has to be asked first.
 */
package org.dmmsa.spark;
