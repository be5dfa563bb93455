package io.github.pammock;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which entries of a journal are wanted, and how they are shown. */
public final class JournalFilter {

  // What is more than a text goes as JSON, in one parameter.
  private static final Set<String> DEEP = Set.of("headers", "query", "body");

  private final Map<String, Object> members;

  private JournalFilter(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * Those that match, all of them, with their secrets masked.
   *
   * @param match which
   * @return the filter
   */
  public static JournalFilter of(Match match) {
    Map<String, Object> plain = new LinkedHashMap<>();
    Map<String, Object> deep = new LinkedHashMap<>();
    match.members().forEach((name, value) -> (DEEP.contains(name) ? deep : plain).put(name, value));
    if (!deep.isEmpty()) plain.put("match", Json.write(deep));
    return new JournalFilter(plain);
  }

  /**
   * At most so many, the newest ones.
   *
   * @param limit 0 or more
   * @return a filter with this too
   */
  public JournalFilter limit(int limit) {
    return new JournalFilter(Members.with(members, "limit", limit));
  }

  /**
   * The one of this id.
   *
   * @param id of an entry
   * @return a filter with this too
   */
  public JournalFilter id(String id) {
    return new JournalFilter(Members.with(members, "id", id));
  }

  /**
   * Shows secrets as they are.
   *
   * @return a filter with this too
   */
  public JournalFilter unmasked() {
    return new JournalFilter(Members.with(members, "unmasked", true));
  }

  String query() {
    return Caller.query(members);
  }
}
