/**
 * What runs on Apache Spark, where one machine is not enough. Start with {@link
 * org.dmmsa.spark.TableScorer} and {@link org.dmmsa.spark.RunCluster}.
 *
 * <p>Spark itself is not packaged: {@link org.dmmsa.spark.SparkCluster#require} says whether it is
 * there, and has to be asked first.
 */
package org.dmmsa.spark;
