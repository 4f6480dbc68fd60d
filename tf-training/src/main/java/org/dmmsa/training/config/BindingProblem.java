package org.dmmsa.training.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.NearestName;

/**
 * Turns what Jackson throws while it makes a record into the line that a user reads.
 *
 * <p>Jackson's own line numbers are not used: they are wrong for unknown keys, and it knows nothing
 * of overrides. Its path leads to our own note of where the value was written.
 */
final class BindingProblem {
  private static final Pattern NAMED_KEY = Pattern.compile("([a-z][a-z0-9_.]*)(\\S*): (.*)");

  private final ConfigTree tree;
  private final JsonProcessingException problem;
  private final Map<Class<?>, List<String>> forms;
  private List<JsonMappingException.Reference> steps = List.of();
  private String parentPath = "";
  private JsonNode parent;
  private String path = "";
  private JsonNode found;

  /**
   * @param forms names of the forms of each section that has several, by its interface
   */
  BindingProblem(
      ConfigTree tree, JsonProcessingException problem, Map<Class<?>, List<String>> forms) {
    this.tree = tree;
    this.forms = forms;
    this.problem = problem;
    this.found = tree.root();
    if (problem instanceof JsonMappingException mapping) {
      steps = mapping.getPath();
      follow();
    }
  }

  private void follow() {
    for (JsonMappingException.Reference step : steps) {
      parentPath = path;
      parent = found;
      boolean item = step.getFieldName() == null;
      path = item ? Keys.item(path, step.getIndex()) : Keys.child(path, step.getFieldName());
      if (found != null) {
        found = item ? found.get(step.getIndex()) : found.get(step.getFieldName());
      }
    }
  }

  /** The exception to throw. A fault of ours, such as a constructor's own bug, stays what it is. */
  RuntimeException refusal() {
    if (problem instanceof UnrecognizedPropertyException unknown) {
      return unknownKey(parentPath, unknown.getPropertyName(), keys(unknown.getReferringClass()));
    }
    if (problem instanceof InvalidTypeIdException form) {
      return unknownForm(form);
    }
    if (problem instanceof ValueInstantiationException && problem.getCause() != null) {
      return refusedByConstructor(problem.getCause());
    }
    if (problem instanceof MismatchedInputException mismatch) {
      return misspeltSibling().orElseGet(() -> wrongValue(mismatch.getTargetType()));
    }
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputCoercionException coercion) {
        return wrongValue(coercion.getTargetType());
      }
    }
    return new IllegalStateException("cannot bind " + path, problem);
  }

  /** A section that has several forms names none of them. */
  private InvalidInputException unknownForm(InvalidTypeIdException form) {
    List<String> known = forms.getOrDefault(form.getBaseType().getRawClass(), List.of());
    String expected = "one of " + String.join(", ", known);
    if (form.getTypeId() == null) {
      return tree.refuse(path, "found no name, expected " + expected);
    }
    String meant =
        NearestName.meantBy(form.getTypeId(), known)
            .map(name -> " (did you mean " + name + "?)")
            .orElse("");
    return tree.refuse(
        Keys.child(path, "name"), "found " + form.getTypeId() + ", expected " + expected + meant);
  }

  private InvalidInputException unknownKey(String section, String key, List<String> known) {
    String meant =
        NearestName.meantBy(key, known).map(name -> " (did you mean " + name + "?)").orElse("");
    return tree.refuse(
        Keys.child(section, key),
        "found the unknown key " + key + ", expected " + String.join(", ", known) + meant);
  }

  /** A misspelt key is both unknown and missing; the misspelling is the more helpful of the two. */
  private Optional<InvalidInputException> misspeltSibling() {
    if (found != null || steps.isEmpty()) {
      return Optional.empty();
    }
    List<String> known = keys(steps.get(steps.size() - 1).getFrom());
    return parent.properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> !known.isEmpty() && !known.contains(key))
        .filter(key -> !key.equals(Keys.NAME) || !isForm(steps.get(steps.size() - 1)))
        .findFirst()
        .map(key -> unknownKey(parentPath, key, known));
  }

  /** Whether a section is one of several forms, and so has a name beside its own keys. */
  private boolean isForm(JsonMappingException.Reference section) {
    return section.getFrom() instanceof Class<?> type
        && forms.keySet().stream().anyMatch(form -> form.isAssignableFrom(type));
  }

  private static List<String> keys(Object type) {
    if (!(type instanceof Class<?> section && section.isRecord())) {
      return List.of();
    }
    return Arrays.stream(section.getRecordComponents())
        .map(component -> Keys.of(component.getName()))
        .toList();
  }

  private InvalidInputException wrongValue(Class<?> expected) {
    String tooLarge =
        found != null && found.isIntegralNumber() && !Kind.expected(expected).equals("text")
            ? fits(expected)
            : "";
    return tree.refuse(
        path, "found " + Kind.describe(found) + ", expected " + Kind.expected(expected) + tooLarge);
  }

  private String fits(Class<?> expected) {
    if (expected == int.class || expected == Integer.class) {
      return " up to " + Integer.MAX_VALUE;
    }
    return expected == long.class || expected == Long.class ? " up to " + Long.MAX_VALUE : "";
  }

  private RuntimeException refusedByConstructor(Throwable cause) {
    if (!(cause instanceof InvalidInputException || cause instanceof IllegalArgumentException)) {
      return new IllegalStateException("cannot make the config at " + path, cause);
    }
    String message = String.valueOf(cause.getMessage());
    Matcher named = NAMED_KEY.matcher(message);
    if (named.matches() && tree.places().containsKey(Keys.child(path, named.group(1)))) {
      return tree.refuse(Keys.child(path, named.group(1)) + named.group(2), named.group(3));
    }
    return tree.refuse(path, message + overridesBelow());
  }

  /** The overrides that may be at fault when a section as a whole is refused. */
  private String overridesBelow() {
    String below =
        tree.places().entrySet().stream()
            .filter(entry -> !entry.getValue().key().isEmpty())
            .filter(entry -> path.isEmpty() || entry.getKey().startsWith(path + "."))
            .map(entry -> entry.getValue().source())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return below.isEmpty() ? "" : " (with " + below + ")";
  }
}
