package io.github.pammock;

import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * No emulator answers, or its control plane refuses. The message is what a person whose test has failed needs to know: title and
 * detail, what to do, and of a verification that does not hold, what came closest.
 */
public final class PamMockException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Status of the answer; 0 when nobody answered. */
  private final int status;
  private final transient Map<String, Object> problem;

  PamMockException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
    this.problem = Map.of();
  }

  private PamMockException(int status, Map<String, Object> problem) {
    super(messageOf(status, problem));
    this.status = status;
    this.problem = problem;
  }

  static PamMockException of(int status, String text) {
    try {
      Map<String, Object> problem = Json.read(text, Json.MAP);
      if (problem != null) return new PamMockException(status, problem);
    } catch (JsonParseException error) {
      // Somebody else answers there; what he says is shown as it is.
    }
    return new PamMockException(status, Map.of("detail", text.substring(0, Math.min(200, text.length()))));
  }

  /**
   * Status of the control plane's answer.
   *
   * @return such as 404; 0 when nobody answered
   */
  public int status() {
    return status;
  }

  /**
   * The whole problem document (RFC 9457).
   *
   * @return its members; empty when nobody answered
   */
  public Map<String, Object> problem() {
    return problem == null ? Map.of() : problem;
  }

  private static String messageOf(int status, Map<String, Object> problem) {
    // What an expectation that does not hold says needs no title.
    Object title = status == 422 ? null : problem.get("title");
    return (title == null ? "" : title + ": ") + explanationOf(status, problem);
  }

  private static String explanationOf(int status, Map<String, Object> problem) {
    StringBuilder text = new StringBuilder();
    text.append(problem.getOrDefault("detail", "The control plane answered " + status + "."));
    if (problem.get("hint") != null) text.append(' ').append(problem.get("hint"));
    for (Map<String, Object> entry : listOf(problem.get("matches"))) text.append("\n  ").append(entryOf(entry));
    for (Map<String, Object> miss : listOf(problem.get("nearest"))) {
      String where =
          listOf(miss.get("differences")).stream()
              .map(PamMockException::differenceOf)
              .collect(Collectors.joining("; "));
      text.append("\n  ").append(entryOf(miss)).append(": ").append(where);
    }
    return text.toString();
  }

  private static String entryOf(Map<String, Object> entry) {
    return entry.get("request") + " → " + entry.get("status");
  }

  private static String differenceOf(Map<String, Object> difference) {
    Object field = difference.get("field");
    String actual =
        difference.containsKey("actual")
            ? Json.write(difference.get("actual"))
            : "credential".equals(field) ? "another" : "absent";
    return field + " is " + actual + ", not " + ValueTest.describe(difference.get("expected"));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> listOf(Object value) {
    return value instanceof List<?> ? (List<Map<String, Object>>) value : List.of();
  }
}
