package io.github.pammock;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fault in place.
 *
 * @param id by which it is removed, and found in the journal
 * @param match which requests it is for, as the control plane writes it
 * @param times how often it fires at most; null when without end
 * @param effect what goes wrong; null when there are several
 * @param effects several, in turn; null when there is one
 * @param until when it fires no more; null when without end
 * @param seen how many requests it was for
 * @param fired how many it made fail
 */
public record Fault(
    String id,
    Map<String, Object> match,
    Long times,
    Map<String, Object> effect,
    List<Map<String, Object>> effects,
    Instant until,
    long seen,
    long fired) {

  /**
   * What it is, and what became of it.
   *
   * @return such as {@code fault f-1 (status 503; surface "sps") has fired once}
   */
  @Override
  public String toString() {
    String what = (effects == null ? List.of(effect) : effects).stream().map(Fault::describe).collect(Collectors.joining(", "));
    String which =
        match.entrySet().stream()
            .map(one -> one.getKey() + " " + Json.write(one.getValue()))
            .collect(Collectors.joining(", "));
    return "fault " + id + " (" + what + (which.isEmpty() ? "" : "; " + which) + ") " + became();
  }

  private String became() {
    if (fired > 0) return "has fired " + (fired == 1 ? "once" : fired + " times");
    if (seen == 0) return "was met by none";
    return "was met by " + seen + (seen == 1 ? " request" : " requests") + ", and has not fired";
  }

  /** The type, and what tells the effect from others of that type. */
  private static String describe(Map<String, Object> effect) {
    return Stream.of("type", "status", "rule", "name")
        .filter(effect::containsKey)
        .map(one -> effect.get(one).toString())
        .collect(Collectors.joining(" "));
  }
}
