package org.dmmsa.training.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as a user writes them; Jackson's own form is a file: URI. */
final class PathAsText extends SimpleModule {
  private static final long serialVersionUID = 1L;

  PathAsText() {
    addSerializer(Path.class, new ToStringSerializer(Path.class));
    addDeserializer(Path.class, new FromText());
  }

  private static final class FromText extends StdScalarDeserializer<Path> {
    private static final long serialVersionUID = 1L;

    FromText() {
      super(Path.class);
    }

    @Override
    public Path deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String text = context.readValue(parser, String.class);
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        return (Path) context.handleWeirdStringValue(Path.class, text, "not a path");
      }
    }
  }
}
