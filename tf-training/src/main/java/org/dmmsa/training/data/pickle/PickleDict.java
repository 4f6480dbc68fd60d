package org.dmmsa.training.data.pickle;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A Python dict in the order of the file; keys are String, Long, BigInteger, Double or Boolean. */
public final class PickleDict {
  private final Map<Object, Object> entries = new LinkedHashMap<>();

  PickleDict() {}

  void put(Object key, Object value) {
    entries.put(key, value);
  }

  public Collection<Object> keys() {
    return Collections.unmodifiableCollection(entries.keySet());
  }

  public boolean has(Object key) {
    return entries.containsKey(key);
  }

  /** The value of a key; null for Python's None and for a key that is not there. */
  public Object get(Object key) {
    return entries.get(key);
  }

  /** Only the size: a hostile dict may contain itself. */
  @Override
  public String toString() {
    return "dict of " + entries.size();
  }
}
