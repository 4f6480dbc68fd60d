package org.dmmsa.lab.clients;

import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What was found so far, by all threads: one of a kind and a request, however often. */
final class Findings {
  private final ConcurrentMap<String, ServeFinding> all = new ConcurrentSkipListMap<>();

  void add(ServeFinding.Kind kind, String request, String message) {
    all.merge(
        kind + " " + request,
        new ServeFinding(kind, request, message, 1),
        (first, next) -> new ServeFinding(kind, request, first.message(), first.times() + 1));
  }

  List<ServeFinding> all() {
    return List.copyOf(all.values());
  }
}
