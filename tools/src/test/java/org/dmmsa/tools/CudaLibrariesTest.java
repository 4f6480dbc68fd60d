package org.dmmsa.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CudaLibrariesTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void librariesThatTheSystemHasAreNotMissing() {
    assertEquals(
        List.of("libnothing.so.12"),
        CudaLibraries.missing(List.of("libc.so.6", "libnothing.so.12", "libm.so.6")));
  }
}
