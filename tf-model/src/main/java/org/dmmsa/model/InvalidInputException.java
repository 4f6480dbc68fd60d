package org.dmmsa.model;

/**
 * Something that the user gave cannot be used: a file, an option, a config value, a model.
 *
 * <p>The message is one line that says what was found, what was expected, and where. The command
 * line prints it alone and exits with 2; any other exception is a fault of ours. Every module
 * throws this one type, so that no caller has to know which file format was at fault.
 */
public class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidInputException(String message) {
    super(message);
  }

  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
