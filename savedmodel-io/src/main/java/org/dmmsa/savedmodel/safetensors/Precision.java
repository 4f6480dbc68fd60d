package org.dmmsa.savedmodel.safetensors;

import java.nio.ByteBuffer;

/** The types of numbers that are read; all become float32, none loses anything. */
public enum Precision {
  F32(4) {
    @Override
    float next(ByteBuffer from) {
      return from.getFloat();
    }
  },
  /** IEEE 754 half precision: 5 bits of exponent, 10 of fraction. */
  F16(2) {
    @Override
    float next(ByteBuffer from) {
      int bits = from.getShort();
      int exponent = bits >> 10 & 0x1f;
      int fraction = bits & 0x3ff;
      float magnitude =
          switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
          };
      return bits < 0 ? -magnitude : magnitude;
    }
  },
  /** The upper half of a float32. */
  BF16(2) {
    @Override
    float next(ByteBuffer from) {
      return Float.intBitsToFloat(from.getShort() << 16);
    }
  };

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a number. */
  int bytes() {
    return bytes;
  }

  /** Reads a number, little-endian. */
  abstract float next(ByteBuffer from);
}
