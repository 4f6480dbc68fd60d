package org.dmmsa.training.data.pickle;

/** The instructions of pickle protocols 2 to 5 that plain values and numpy arrays need. */
enum Opcode {
  FRAME(0x95),
  STOP('.'),
  NONE('N'),
  NEWTRUE(0x88),
  NEWFALSE(0x89),
  BININT('J'),
  BININT1('K'),
  BININT2('M'),
  LONG1(0x8a),
  LONG4(0x8b),
  BINFLOAT('G'),
  SHORT_BINUNICODE(0x8c),
  BINUNICODE('X'),
  BINUNICODE8(0x8d),
  SHORT_BINBYTES('C'),
  BINBYTES('B'),
  BINBYTES8(0x8e),
  BYTEARRAY8(0x96),
  SHORT_BINSTRING('U'),
  BINSTRING('T'),
  EMPTY_LIST(']'),
  EMPTY_TUPLE(')'),
  EMPTY_DICT('}'),
  EMPTY_SET(0x8f),
  MARK('('),
  TUPLE('t'),
  TUPLE1(0x85),
  TUPLE2(0x86),
  TUPLE3(0x87),
  LIST('l'),
  DICT('d'),
  FROZENSET(0x91),
  APPEND('a'),
  APPENDS('e'),
  ADDITEMS(0x90),
  SETITEM('s'),
  SETITEMS('u'),
  POP('0'),
  POP_MARK('1'),
  DUP('2'),
  BINPUT('q'),
  LONG_BINPUT('r'),
  MEMOIZE(0x94),
  BINGET('h'),
  LONG_BINGET('j'),
  GLOBAL('c'),
  STACK_GLOBAL(0x93),
  REDUCE('R'),
  BUILD('b');

  static final int PROTO = 0x80;

  private static final Opcode[] BY_CODE = new Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;

  Opcode(int code) {
    this.code = code;
  }

  /** Null for a code that is not read. */
  static Opcode of(int code) {
    return BY_CODE[code];
  }

  int code() {
    return code;
  }
}
