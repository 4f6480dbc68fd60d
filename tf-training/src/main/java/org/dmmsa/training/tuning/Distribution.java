package org.dmmsa.training.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dmmsa.model.ConfigCheck;

/**
 * What a setting's values are drawn from: one of four forms.
 *
 * @param uniform least and most; every number between is as likely
 * @param logUniform least and most, above 0; every ratio is as likely, as it suits learning rates
 * @param integer least and most, both included
 * @param choice one of these, whatever YAML they are
 */
record Distribution(
    Optional<List<Double>> uniform,
    Optional<List<Double>> logUniform,
    Optional<List<Integer>> integer,
    Optional<List<JsonNode>> choice) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Enough to repeat a value, and short enough to read. */
  private static final MathContext DIGITS = new MathContext(4);

  Distribution {
    long forms =
        Stream.of(uniform, logUniform, integer, choice).filter(Optional::isPresent).count();
    if (forms != 1) {
      throw new IllegalArgumentException(
          "found "
              + (forms == 0 ? "no distribution" : forms + " distributions")
              + ", expected one of uniform, log_uniform, integer, choice");
    }
    uniform.ifPresent(ends -> requireEnds(ends, "uniform"));
    logUniform.ifPresent(
        ends -> {
          requireEnds(ends, "log_uniform");
          ConfigCheck.require(ends.get(0) > 0, "log_uniform", ends, "numbers above 0");
        });
    integer.ifPresent(ends -> requireEnds(ends, "integer"));
    choice.ifPresent(
        values -> ConfigCheck.require(!values.isEmpty(), "choice", "none", "at least one value"));
  }

  private static void requireEnds(List<? extends Number> ends, String key) {
    ConfigCheck.require(
        ends.size() == 2 && ends.get(0).doubleValue() < ends.get(1).doubleValue(),
        key,
        ends,
        "[least, most], the least first");
  }

  /** Draws a value. */
  JsonNode draw(SplittableRandom random) {
    if (uniform.isPresent()) {
      return number(between(uniform.get(), random.nextDouble()), uniform.get());
    }
    if (logUniform.isPresent()) {
      List<Double> logs = logUniform.get().stream().map(Math::log).toList();
      return number(Math.exp(between(logs, random.nextDouble())), logUniform.get());
    }
    if (integer.isPresent()) {
      List<Integer> ends = integer.get();
      return NODES.numberNode((int) random.nextLong(ends.get(0), ends.get(1) + 1L));
    }
    List<JsonNode> values = choice.orElseThrow();
    return values.get(random.nextInt(values.size()));
  }

  private static double between(List<Double> ends, double share) {
    return ends.get(0) + share * (ends.get(1) - ends.get(0));
  }

  /** Rounded, if that does not leave the range. */
  private static JsonNode number(double value, List<Double> ends) {
    double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
    return NODES.numberNode(rounded < ends.get(0) || rounded > ends.get(1) ? value : rounded);
  }
}
