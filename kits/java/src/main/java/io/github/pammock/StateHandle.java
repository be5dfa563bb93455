package io.github.pammock;

import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/**
 * A workspace's state, for what no request of a product could arrange or show. Rows are the emulator's inside: their shape may
 * change from one version to the next.
 */
public final class StateHandle {

  private record Counted(Map<String, Map<String, Long>> surfaces) {}

  private record Differs(List<StateChange> changes) {}

  private static final Type TABLES = new TypeToken<Map<String, Map<String, Object>>>() {}.getType();

  private final Caller caller;

  StateHandle(Caller caller) {
    this.caller = caller;
  }

  /**
   * How many rows there are.
   *
   * @return by surface, by table
   * @throws PamMockException when the control plane refuses
   */
  public Map<String, Map<String, Long>> count() {
    return caller.<Counted>get("/state", Counted.class).surfaces();
  }

  /**
   * All rows of a product.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @return by table, by key
   * @throws PamMockException when there is no such surface
   */
  public Map<String, Map<String, Object>> get(String surface) {
    return caller.get(at(surface), TABLES);
  }

  /**
   * One row.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @param table its table
   * @param key its key in the table
   * @return mostly a map
   * @throws PamMockException when there is no such table or row
   */
  public Object row(String surface, String table, String key) {
    return caller.get(at(surface) + "?table=" + Caller.part(table) + "&key=" + Caller.part(key), Object.class);
  }

  /**
   * Changes rows, all of it or nothing.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @param patch a JSON merge patch (RFC 7396) of rows by key, by table; null takes a row away
   * @throws PamMockException when the rows would not be valid
   */
  public void patch(String surface, Map<String, ?> patch) {
    caller.send("PATCH", at(surface), patch);
  }

  /**
   * Changes rows, all of it or nothing.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @param patch the same as JSON, such as {@code {"accounts": {"307": {"notes": "changed by a test"}}}}
   * @throws IllegalArgumentException when it is no JSON
   * @throws PamMockException when the rows would not be valid
   */
  public void patch(String surface, String patch) {
    patch(surface, Json.object("The patch", patch));
  }

  /**
   * What has changed since the fixtures.
   *
   * @return rows that differ, without what a product notes down by itself
   * @throws PamMockException when the control plane refuses
   */
  public List<StateChange> diff() {
    return diff(DiffOptions.fromFixtures());
  }

  /**
   * What has changed.
   *
   * @param options since when, and what is looked at
   * @return rows that differ
   * @throws PamMockException when there is no such snapshot
   */
  public List<StateChange> diff(DiffOptions options) {
    return caller.<Differs>get("/state/diff" + options.query(), Differs.class).changes();
  }

  private static String at(String surface) {
    return "/state/" + Caller.part(surface);
  }
}
