package org.dmmsa.lab;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * No part of the code needs itself by way of others. ArchUnit's own rule for slices overlooks some
 * circles where there are many slices (as of 1.5.0).
 */
final class InNoCircle extends ArchCondition<JavaClass> {
  private final Function<JavaClass, String> part;
  private final SortedMap<String, SortedSet<String>> uses = new TreeMap<>();

  /**
   * @param part the name of the part that a class is in
   */
  InNoCircle(Function<JavaClass, String> part) {
    super("be in no circle");
    this.part = part;
  }

  @Override
  public void init(Collection<JavaClass> classes) {
    uses.clear();
    classes.forEach(type -> uses.put(part.apply(type), new TreeSet<>()));
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        uses.get(part.apply(type))
            .add(part.apply(dependency.getTargetClass().getBaseComponentType()));
      }
    }
    uses.forEach((from, to) -> to.remove(from));
    uses.values().forEach(to -> to.retainAll(uses.keySet()));
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {}

  @Override
  public void finish(ConditionEvents events) {
    for (String start : uses.keySet()) {
      List<String> circle = shortestCircle(start);
      if (!circle.isEmpty() && Collections.min(circle).equals(start)) { // once, not from each part
        events.add(SimpleConditionEvent.violated(circle, String.join(" -> ", circle)));
      }
    }
  }

  /** From a part back to it; empty if there is no way. */
  private List<String> shortestCircle(String start) {
    Map<String, String> cameFrom = new HashMap<>();
    Deque<String> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty() && !cameFrom.containsKey(start)) {
      String from = next.remove();
      for (String to : uses.get(from)) {
        if (cameFrom.putIfAbsent(to, from) == null) {
          next.add(to);
        }
      }
    }
    if (!cameFrom.containsKey(start)) {
      return List.of();
    }
    LinkedList<String> circle = new LinkedList<>(List.of(start));
    do {
      circle.addFirst(cameFrom.get(circle.getFirst()));
    } while (!circle.getFirst().equals(start));
    return circle;
  }
}
