/**
 * YAML files onto records, strictly: nothing is guessed, nothing ignored, and every refusal names
 * file, line and key. Knows no particular config; the records live with what they configure. Start
 * with {@link org.dmmsa.training.config.StrictYaml}; records check their values with {@link
 * org.dmmsa.training.config.ConfigCheck}.
 */
package org.dmmsa.training.config;
