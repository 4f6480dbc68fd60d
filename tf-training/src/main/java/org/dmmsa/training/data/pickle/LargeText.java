package org.dmmsa.training.data.pickle;

import java.nio.charset.StandardCharsets;

/**
 * A text of 64 KiB or more, left in the file. Protocol 2 writes the bytes of an array as such a
 * text, so it must not be decoded before it is known to be one.
 */
public final class LargeText {
  /** Longest text that is decoded to a String; nobody says more in one utterance. */
  private static final int LONGEST = 1 << 24;

  private final Payload.Slice utf8;

  /** Kept, since a hostile file can refer to one text millions of times. */
  private String decoded;

  LargeText(Payload.Slice utf8) {
    this.utf8 = utf8;
  }

  Payload.Slice utf8() {
    return utf8;
  }

  /** The text, up to 16 MiB. */
  public synchronized String decode() {
    if (decoded == null) {
      decoded = decodeOnce();
    }
    return decoded;
  }

  private String decodeOnce() {
    if (utf8.length() > LONGEST) {
      throw utf8.file()
          .error(
              utf8.offset(),
              "found a text of " + utf8.length() + " bytes, expected at most " + LONGEST);
    }
    return new String(utf8.toBytes(), StandardCharsets.UTF_8);
  }

  /** Length of the text in bytes of UTF-8. */
  public long length() {
    return utf8.length();
  }
}
