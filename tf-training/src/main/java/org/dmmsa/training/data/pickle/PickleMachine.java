package org.dmmsa.training.data.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs the instructions of one pickle and yields its one value. */
final class PickleMachine {
  private final PickleInput input;
  private final PickleStack stack;
  private final NumpyCalls calls;

  PickleMachine(PickleInput input) {
    this.input = input;
    this.stack = new PickleStack(input);
    this.calls = new NumpyCalls(input);
  }

  Object run() {
    input.protocol();
    while (true) {
      int code = input.instruction();
      Opcode opcode = Opcode.of(code);
      if (opcode == Opcode.STOP) {
        return stack.pop();
      }
      if (opcode == null || !(literal(opcode) || group(opcode) || other(opcode))) {
        throw input.error(
            "found pickle instruction 0x"
                + Integer.toHexString(code)
                + ", expected those of plain values and numpy arrays");
      }
    }
  }

  private boolean literal(Opcode opcode) {
    switch (opcode) {
      case NONE -> stack.push(null);
      case NEWTRUE -> stack.push(true);
      case NEWFALSE -> stack.push(false);
      case BININT -> stack.push((long) input.i4());
      case BININT1 -> stack.push((long) input.u1());
      case BININT2 -> stack.push((long) input.u2());
      case LONG1 -> stack.push(input.integer(input.u1()));
      case LONG4 -> stack.push(input.integer(input.u4()));
      case BINFLOAT -> stack.push(input.float8());
      case SHORT_BINUNICODE -> stack.push(input.text(input.u1()));
      case BINUNICODE -> stack.push(input.text(input.u4()));
      case BINUNICODE8 -> stack.push(input.text(input.u8()));
      case SHORT_BINBYTES -> stack.push(input.payload(input.u1()));
      case BINBYTES -> stack.push(input.payload(input.u4()));
      case BINBYTES8, BYTEARRAY8 -> stack.push(input.payload(input.u8()));
      case SHORT_BINSTRING -> stack.push(input.byteString(input.u1()));
      case BINSTRING -> stack.push(input.byteString(input.u4()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean group(Opcode opcode) {
    switch (opcode) {
      case EMPTY_LIST, EMPTY_TUPLE, EMPTY_SET -> stack.push(new PickleList());
      case EMPTY_DICT -> stack.push(new PickleDict());
      case MARK -> stack.mark();
      case TUPLE, LIST, FROZENSET -> stack.push(new PickleList(stack.popToMark()));
      case TUPLE1 -> tuple(1);
      case TUPLE2 -> tuple(2);
      case TUPLE3 -> tuple(3);
      case DICT -> {
        List<Object> entries = stack.popToMark();
        stack.push(new PickleDict());
        putAll(entries);
      }
      case APPEND -> appendAll(popped(1));
      case APPENDS, ADDITEMS -> appendAll(stack.popToMark());
      case SETITEM -> putAll(popped(2));
      case SETITEMS -> putAll(stack.popToMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean other(Opcode opcode) {
    switch (opcode) {
      case FRAME -> input.frame();
      case POP -> stack.discard();
      case POP_MARK -> stack.popToMark();
      case DUP -> stack.push(stack.peek());
      case BINPUT -> stack.memoize(input.u1());
      case LONG_BINPUT -> stack.memoize(input.u4());
      case MEMOIZE -> stack.memoizeNext();
      case BINGET -> stack.recall(input.u1());
      case LONG_BINGET -> stack.recall(input.u4());
      case GLOBAL -> name(input.line(), input.line());
      case STACK_GLOBAL -> {
        String name = stack.pop(String.class, "a name");
        name(stack.pop(String.class, "a module's name"), name);
      }
      case REDUCE -> {
        PickleList arguments = stack.pop(PickleList.class, "arguments");
        stack.push(calls.call(stack.pop(KnownName.class, "a function"), arguments));
      }
      case BUILD -> {
        PickleList state = stack.pop(PickleList.class, "the state of a numpy array");
        Unfinished unfinished = stack.pop(Unfinished.class, "a numpy array");
        calls.fill(unfinished, state);
        stack.push(unfinished.current());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void name(String module, String name) {
    stack.push(
        KnownName.find(module, name)
            .orElseThrow(
                () ->
                    input.error(
                        "refused: found the class or function "
                            + module
                            + "."
                            + name
                            + ", expected only numpy arrays and plain values")));
  }

  /** The top {@code count} values in the order in which they were pushed. */
  private List<Object> popped(int count) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(stack.pop());
    }
    Collections.reverse(values);
    return values;
  }

  private void tuple(int size) {
    stack.push(new PickleList(popped(size)));
  }

  private void appendAll(List<Object> elements) {
    stack.peek(PickleList.class, "a list").addAll(elements);
  }

  private void putAll(List<Object> entries) {
    PickleDict dict = stack.peek(PickleDict.class, "a dict");
    if (entries.size() % 2 != 0) {
      throw input.error("found a dict key without its value");
    }
    for (int i = 0; i < entries.size(); i += 2) {
      Object key = entries.get(i);
      if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
        throw input.error("found " + InWords.of(key) + " as a dict key, expected text or a number");
      }
      dict.put(key, entries.get(i + 1));
    }
  }
}
