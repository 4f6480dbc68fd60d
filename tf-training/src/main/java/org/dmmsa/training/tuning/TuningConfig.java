package org.dmmsa.training.tuning;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.training.config.StrictYaml;

/**
 * What is searched, and how.
 *
 * @param method random or halving
 * @param trials how many settings are drawn
 * @param seed of the drawing
 * @param seeds of training: each trial trains once for each, and its figure is their mean
 * @param space by key of the config, what its values are drawn from
 * @param halving of that method alone
 */
public record TuningConfig(
    Method method,
    int trials,
    long seed,
    List<Long> seeds,
    Map<String, Distribution> space,
    Optional<Halving> halving) {
  /** Reads such files. */
  static final StrictYaml YAML = StrictYaml.with(Map.of());

  private static final int MOST = 1000;

  /** How trials are chosen. */
  public enum Method {
    /** All are trained as the config says (Bergstra and Bengio 2012). */
    RANDOM,
    /** {@link Halving}. */
    HALVING
  }

  public TuningConfig {
    ConfigCheck.require(trials >= 1 && trials <= MOST, "trials", trials, "1 to " + MOST);
    ConfigCheck.require(!seeds.isEmpty(), "seeds", "none", "at least one");
    ConfigCheck.require(new HashSet<>(seeds).size() == seeds.size(), "seeds", seeds, "each once");
    ConfigCheck.require(!space.isEmpty(), "space", "none", "at least one key of the config");
    ConfigCheck.require(
        !space.containsKey("seeds"),
        "space",
        "seeds",
        "other keys: the file's own seeds are taken");
    ConfigCheck.require(
        halving.isPresent() == (method == Method.HALVING),
        "halving",
        halving.isPresent() ? "a section" : "nothing",
        "it with method: halving, and only with it");
    Map<String, Distribution> keys = space;
    halving.ifPresent(
        how ->
            ConfigCheck.require(
                !keys.containsKey(how.epochsKey()),
                "space",
                how.epochsKey(),
                "other keys: halving sets the epochs"));
    seeds = List.copyOf(seeds);
    space = Collections.unmodifiableMap(new LinkedHashMap<>(space));
  }

  /** The rounds of the search. */
  List<Rung> rungs() {
    return halving
        .map(how -> how.rungs(trials))
        .orElseGet(() -> List.of(new Rung(0, trials, OptionalInt.empty())));
  }

  /** All settings. More trials leave those before as they are. */
  List<Trial> drawn() {
    return IntStream.rangeClosed(1, trials).mapToObj(n -> Trial.drawn(space, seed, n)).toList();
  }
}
