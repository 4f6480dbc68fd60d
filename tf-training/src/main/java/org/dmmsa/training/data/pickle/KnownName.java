package org.dmmsa.training.data.pickle;

import java.util.Map;
import java.util.Optional;

/**
 * The functions and classes that a pickle may name. Each is an action of ours; nothing is ever
 * looked up in the JVM, so a file cannot make anything run.
 */
enum KnownName {
  RECONSTRUCT,
  FROM_BUFFER,
  SCALAR,
  NDARRAY,
  DTYPE,
  ENCODE,
  BYTES,
  BYTEARRAY,
  SET,
  ORDERED_DICT;

  private static final Map<String, KnownName> BY_NAME =
      Map.ofEntries(
          Map.entry("numpy.core.multiarray._reconstruct", RECONSTRUCT),
          Map.entry("numpy._core.multiarray._reconstruct", RECONSTRUCT),
          Map.entry("numpy.core.numeric._frombuffer", FROM_BUFFER),
          Map.entry("numpy._core.numeric._frombuffer", FROM_BUFFER),
          Map.entry("numpy.core.multiarray.scalar", SCALAR),
          Map.entry("numpy._core.multiarray.scalar", SCALAR),
          Map.entry("numpy.ndarray", NDARRAY),
          Map.entry("numpy.dtype", DTYPE),
          Map.entry("_codecs.encode", ENCODE),
          Map.entry("builtins.bytes", BYTES),
          Map.entry("__builtin__.bytes", BYTES),
          Map.entry("builtins.bytearray", BYTEARRAY),
          Map.entry("__builtin__.bytearray", BYTEARRAY),
          Map.entry("builtins.set", SET),
          Map.entry("__builtin__.set", SET),
          Map.entry("builtins.frozenset", SET),
          Map.entry("__builtin__.frozenset", SET),
          Map.entry("collections.OrderedDict", ORDERED_DICT));

  static Optional<KnownName> find(String module, String name) {
    return Optional.ofNullable(BY_NAME.get(module + "." + name));
  }
}
