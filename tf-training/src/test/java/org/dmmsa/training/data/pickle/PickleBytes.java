package org.dmmsa.training.data.pickle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pickles made by hand, instruction by instruction. */
final class PickleBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PickleBytes(int protocol) {
    bytes.write(Opcode.PROTO);
    bytes.write(protocol);
  }

  /** An array of {@code length} zero bytes that claims this type and shape. */
  static PickleBytes array(String type, long length, int... shape) {
    return arrayHead(type, length, shape).zeros((int) length).arrayTail();
  }

  /** An array up to its bytes. */
  static PickleBytes arrayHead(String type, long length, int... shape) {
    PickleBytes made = new PickleBytes(4);
    made.name("numpy.core.multiarray", "_reconstruct").name("numpy", "ndarray");
    made.op(Opcode.EMPTY_TUPLE).text("b").op(Opcode.TUPLE3).reduce();
    made.op(Opcode.MARK).op(Opcode.BININT1).number(1);
    made.op(Opcode.MARK);
    for (int axis : shape) {
      made.op(Opcode.BININT).intNumber(axis);
    }
    made.op(Opcode.TUPLE).name("numpy", "dtype").text(type).tuple1().reduce();
    return made.op(Opcode.NEWFALSE).op(Opcode.BINBYTES8).longNumber(length);
  }

  PickleBytes arrayTail() {
    return op(Opcode.TUPLE).op(Opcode.BUILD);
  }

  PickleBytes op(Opcode opcode) {
    return number(opcode.code());
  }

  PickleBytes number(int value) {
    bytes.write(value);
    return this;
  }

  PickleBytes intNumber(int value) {
    return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  PickleBytes longNumber(long value) {
    return raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  PickleBytes zeros(int count) {
    return raw(new byte[count]);
  }

  PickleBytes raw(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  PickleBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return op(Opcode.BINUNICODE).intNumber(utf8.length).raw(utf8);
  }

  PickleBytes name(String module, String name) {
    return op(Opcode.GLOBAL).raw((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  PickleBytes tuple1() {
    return op(Opcode.TUPLE1);
  }

  PickleBytes reduce() {
    return op(Opcode.REDUCE);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** Ends the pickle and writes it. */
  Path save(Path folder) throws IOException {
    op(Opcode.STOP);
    return Files.write(folder.resolve("made-" + bytes.size() + ".pkl"), toBytes());
  }
}
