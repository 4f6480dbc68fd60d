package org.dmmsa.training.data.pickle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stack, marks and memo of a pickle under way, all bounded so that a small file stays small. */
final class PickleStack {
  private static final int MOST_MARKS = 1_000;
  private static final int MOST_ON_STACK = 1 << 20;
  private static final int MOST_IN_MEMO = 1 << 22;
  private static final int MOST_VALUES = 1 << 23;

  private final PickleInput input;
  private final List<Object> values = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private int pushed;

  PickleStack(PickleInput input) {
    this.input = input;
  }

  void push(Object value) {
    limit(values.size(), MOST_ON_STACK, "values on the stack");
    limit(pushed++, MOST_VALUES, "single values (data of this size must be in arrays)");
    values.add(value);
  }

  private void limit(int count, int most, String what) {
    if (count >= most) {
      throw input.error("found more than " + most + " " + what);
    }
  }

  private void requireValue() {
    int floor = marks.isEmpty() ? 0 : marks.peek();
    if (values.size() <= floor) {
      throw input.error("found an instruction without its value: the pickle is damaged");
    }
  }

  Object pop() {
    requireValue();
    return values.remove(values.size() - 1);
  }

  Object peek() {
    requireValue();
    return values.get(values.size() - 1);
  }

  /** The value on top, of which the instruction under way needs to be a {@code type}. */
  <T> T peek(Class<T> type, String what) {
    return cast(peek(), type, what);
  }

  <T> T pop(Class<T> type, String what) {
    return cast(pop(), type, what);
  }

  private <T> T cast(Object value, Class<T> type, String what) {
    if (!type.isInstance(value)) {
      throw input.error("found " + InWords.of(value) + ", expected " + what);
    }
    return type.cast(value);
  }

  void mark() {
    limit(marks.size(), MOST_MARKS, "nested levels");
    marks.push(values.size());
  }

  /** Removes the top value, or the last mark when nothing lies above it. */
  void discard() {
    if (!marks.isEmpty() && marks.peek() == values.size()) {
      marks.pop();
    } else {
      pop();
    }
  }

  /** Removes the last mark and what lies above it. */
  List<Object> popToMark() {
    if (marks.isEmpty()) {
      throw input.error("found the end of a group without its beginning: the pickle is damaged");
    }
    List<Object> above = values.subList(marks.pop(), values.size());
    List<Object> group = new ArrayList<>(above);
    above.clear();
    return group;
  }

  void memoize(long index) {
    limit((int) Math.min(index, Integer.MAX_VALUE), MOST_IN_MEMO, "remembered values");
    memo.put((int) index, peek());
  }

  void memoizeNext() {
    memoize(memo.size());
  }

  void recall(long index) {
    Object value = index < MOST_IN_MEMO ? memo.get((int) index) : null;
    if (value == null) {
      throw input.error("found a reference to value " + index + ", which the file does not hold");
    }
    push(value instanceof Unfinished unfinished ? unfinished.current() : value);
  }
}
