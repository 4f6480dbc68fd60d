package org.dmmsa.training.data.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Element type of a numpy array.
 *
 * @param kind what an element is
 * @param itemSize bytes of one element; 4 per character for {@link Kind#UNICODE}
 * @param order byte order of an element
 */
public record Dtype(Kind kind, int itemSize, ByteOrder order) {
  public static final Dtype FLOAT32 = new Dtype(Kind.FLOAT, 4, ByteOrder.LITTLE_ENDIAN);
  public static final Dtype FLOAT64 = new Dtype(Kind.FLOAT, 8, ByteOrder.LITTLE_ENDIAN);
  public static final Dtype INT64 = new Dtype(Kind.SIGNED, 8, ByteOrder.LITTLE_ENDIAN);

  /** Widest string element that is believed, in bytes. */
  private static final int WIDEST = 1 << 24;

  /** What the elements of an array are. */
  public enum Kind {
    BOOL('b', "bool"),
    SIGNED('i', "int"),
    UNSIGNED('u', "uint"),
    FLOAT('f', "float"),
    BYTES('S', "bytes"),
    UNICODE('U', "str"),
    OBJECT('O', "object");

    private final char code;
    private final String word;

    Kind(char code, String word) {
      this.code = code;
      this.word = word;
    }
  }

  /** Text elements of {@code characters} characters each, zero padded. */
  public static Dtype unicode(int characters) {
    return new Dtype(Kind.UNICODE, 4 * characters, ByteOrder.LITTLE_ENDIAN);
  }

  /** The type that numpy calls {@code code}, such as "f8" or "U12"; empty if it is none of ours. */
  static Optional<Dtype> parse(String code) {
    if (!code.matches("[A-Za-z][0-9]{1,9}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(code.substring(1));
    for (Kind kind : Kind.values()) {
      if (kind.code == code.charAt(0) && fits(kind, number)) {
        int itemSize = kind == Kind.UNICODE ? 4 * number : number;
        return Optional.of(new Dtype(kind, itemSize, ByteOrder.LITTLE_ENDIAN));
      }
    }
    return Optional.empty();
  }

  private static boolean fits(Kind kind, int size) {
    return switch (kind) {
      case BOOL -> size == 1;
      case SIGNED, UNSIGNED -> size == 1 || size == 2 || size == 4 || size == 8;
      case FLOAT -> size == 2 || size == 4 || size == 8;
      case BYTES -> size <= WIDEST;
      case UNICODE -> size <= WIDEST / 4;
      case OBJECT -> size == 8 || size == 4;
    };
  }

  Dtype withOrder(ByteOrder changed) {
    return new Dtype(kind, itemSize, changed);
  }

  /** True for booleans, integers and floats. */
  public boolean isNumber() {
    return isInteger() || kind == Kind.FLOAT;
  }

  /** True for booleans and integers. */
  public boolean isInteger() {
    return kind == Kind.BOOL || kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  /** The code that numpy pickles, such as "f8". */
  String code() {
    return kind.code + Integer.toString(kind == Kind.UNICODE ? itemSize / 4 : itemSize);
  }

  /** The next element as a number; integers beyond 2^53 are rounded. */
  double nextDouble(ByteBuffer from) {
    if (kind != Kind.FLOAT) {
      long value = nextLong(from);
      return value < 0 && kind == Kind.UNSIGNED ? value + 0x1p64 : value;
    }
    return switch (itemSize) {
      case 2 -> halfToDouble(from.getShort());
      case 4 -> from.getFloat();
      default -> from.getDouble();
    };
  }

  /** The next element of a boolean or integer type; unsigned 64-bit values wrap. */
  long nextLong(ByteBuffer from) {
    boolean signed = kind == Kind.SIGNED;
    return switch (itemSize) {
      case 1 -> signed ? from.get() : from.get() & 0xff;
      case 2 -> signed ? from.getShort() : from.getShort() & 0xffff;
      case 4 -> signed ? from.getInt() : from.getInt() & 0xffffffffL;
      default -> from.getLong();
    };
  }

  /** The next element of a text type, without its zero padding. */
  String nextText(ByteBuffer from) {
    if (kind == Kind.BYTES) {
      byte[] bytes = new byte[itemSize];
      from.get(bytes);
      int end = itemSize;
      while (end > 0 && bytes[end - 1] == 0) {
        end--;
      }
      return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder();
    int end = 0;
    for (int i = 0; i < itemSize; i += 4) {
      int codePoint = from.getInt();
      text.appendCodePoint(Character.isValidCodePoint(codePoint) ? codePoint : 0xfffd);
      end = codePoint == 0 ? end : text.length();
    }
    text.setLength(end);
    return text.toString();
  }

  private static double halfToDouble(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude;
    if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((double) fraction, -24);
    } else {
      magnitude = Math.scalb(1 + fraction / 1024.0, exponent - 15);
    }
    return bits < 0 ? -magnitude : magnitude;
  }

  /** As numpy prints it: "float64", "str12", "object". */
  @Override
  public String toString() {
    return switch (kind) {
      case BOOL, OBJECT -> kind.word;
      case UNICODE -> kind.word + itemSize / 4;
      case BYTES -> kind.word + itemSize;
      default -> kind.word + 8 * itemSize;
    };
  }
}
