package org.dmmsa.training.data.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sentences of a small English vocabulary, about a film, whose words determine a sentiment in [-1,
 * 1]: the mean over their clauses of word times intensifier, times {@link #NEGATION} when negated.
 */
final class SyntheticText {
  /** "not good" is bad, but less so than "good" is good. */
  static final double NEGATION = -0.6;

  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
  private static final List<String> NEGATORS = List.of("not", "never", "hardly");
  private static final List<String> SUBJECTS =
      List.of(
          "plot",
          "story",
          "acting",
          "cast",
          "music",
          "ending",
          "script",
          "camera",
          "scene",
          "director",
          "beginning",
          "dialogue");
  private static final List<String> FILLERS =
      List.of(
          "um i think",
          "we saw it yesterday",
          "it is about people",
          "so",
          "well",
          "you know",
          "there is a lot of music in it",
          "uh",
          "to me",
          "this film runs two hours");

  private static final Map<String, Double> INTENSIFIERS =
      new TreeMap<>(
          Map.of("very", 1.3, "really", 1.2, "extremely", 1.5, "slightly", 0.5, "somewhat", 0.6));

  /** In a fixed order, so that a seed always means the same sentences. */
  private static final Map<String, Double> POLAR = new TreeMap<>(polarWords());

  private static final List<String> VOCABULARY = collectVocabulary();

  private SyntheticText() {}

  /** A sentence without punctuation, and the sentiment that its words determine. */
  record Sentence(List<String> words, double sentiment) {}

  private record Clause(List<String> words, double score) {}

  private static Map<String, Double> polarWords() {
    return Map.ofEntries(
        Map.entry("perfect", 1.0),
        Map.entry("brilliant", 0.95),
        Map.entry("wonderful", 0.9),
        Map.entry("excellent", 0.8),
        Map.entry("great", 0.7),
        Map.entry("lovely", 0.6),
        Map.entry("good", 0.5),
        Map.entry("nice", 0.4),
        Map.entry("decent", 0.3),
        Map.entry("fine", 0.2),
        Map.entry("okay", 0.0),
        Map.entry("usual", 0.0),
        Map.entry("slow", -0.2),
        Map.entry("weak", -0.3),
        Map.entry("dull", -0.4),
        Map.entry("bad", -0.5),
        Map.entry("boring", -0.6),
        Map.entry("poor", -0.7),
        Map.entry("awful", -0.8),
        Map.entry("terrible", -0.9),
        Map.entry("horrible", -0.95),
        Map.entry("dreadful", -1.0));
  }

  private static List<String> collectVocabulary() {
    Set<String> words = new LinkedHashSet<>(SPECIAL);
    words.addAll(List.of("the", "was", "and"));
    words.addAll(NEGATORS);
    words.addAll(SUBJECTS);
    FILLERS.forEach(filler -> words.addAll(List.of(filler.split(" ", -1))));
    words.addAll(INTENSIFIERS.keySet());
    words.addAll(POLAR.keySet());
    return List.copyOf(words);
  }

  /** Special tokens and whole words; a token's id is its index. */
  static List<String> vocabulary() {
    return VOCABULARY;
  }

  /** A sentence of one to three clauses whose sentiment comes near {@code wanted}. */
  static Sentence say(double wanted, Random random) {
    List<String> words = new ArrayList<>(filler(random));
    double sum = 0;
    int clauses = 1 + random.nextInt(3);
    for (int i = 0; i < clauses; i++) {
      Clause clause = clause(wanted + 0.15 * random.nextGaussian(), random);
      if (i > 0) {
        words.add("and");
      }
      words.addAll(clause.words());
      words.addAll(filler(random));
      sum += clause.score();
    }
    return new Sentence(List.copyOf(words), clip(sum / clauses));
  }

  private static List<String> filler(Random random) {
    return random.nextBoolean() ? List.of() : List.of(pick(FILLERS, random).split(" ", -1));
  }

  private static Clause clause(double wanted, Random random) {
    List<String> words = new ArrayList<>(List.of("the", pick(SUBJECTS, random), "was"));
    double factor = 1;
    if (random.nextInt(8) == 0) {
      words.add(pick(NEGATORS, random));
      factor *= NEGATION;
    }
    if (random.nextInt(3) == 0) {
      String intensifier = pick(List.copyOf(INTENSIFIERS.keySet()), random);
      words.add(intensifier);
      factor *= INTENSIFIERS.get(intensifier);
    }
    double strength = wanted / factor;
    List<String> nearest =
        POLAR.keySet().stream()
            .sorted(Comparator.comparingDouble(word -> Math.abs(POLAR.get(word) - strength)))
            .limit(2)
            .toList();
    String polar = pick(nearest, random);
    words.add(polar);
    return new Clause(words, POLAR.get(polar) * factor);
  }

  private static String pick(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }

  private static double clip(double value) {
    return Math.max(-1, Math.min(1, value));
  }
}
