package io.github.pammock;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the builders hold: the members of a JSON body. Each change makes a new map, so that a builder may be kept and shared. */
final class Members {

  private Members() {}

  static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return Collections.unmodifiableMap(changed);
  }

  /** Sets a member of a member that is an object itself. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> within(Map<String, Object> members, String outer, String name, Object value) {
    Object inner = members.get(outer);
    return with(members, outer, with(inner instanceof Map ? (Map<String, Object>) inner : Map.of(), name, value));
  }
}
