package io.github.pammock;

import java.time.Instant;
import java.util.Map;

/**
 * What a new workspace begins as. What is not said is as the emulator itself was started.
 *
 * <pre>{@code
 * WorkspaceOptions.defaults().profile("sps", "7.0").setting("sps", "transactions", "parallel")
 * }</pre>
 */
public final class WorkspaceOptions {

  private static final WorkspaceOptions DEFAULTS = new WorkspaceOptions(null, Map.of());

  private final String id;
  private final Map<String, Object> members;

  private WorkspaceOptions(String id, Map<String, Object> members) {
    this.id = id;
    this.members = members;
  }

  /**
   * The fixtures, under an id that is free.
   *
   * @return the options
   */
  public static WorkspaceOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Its id.
   *
   * @param id 1 to 63 lower-case letters, digits and inner hyphens
   * @return options with this too
   */
  public WorkspaceOptions id(String id) {
    return new WorkspaceOptions(id, members);
  }

  /**
   * The workspace to begin as.
   *
   * @param workspace its id
   * @return options with this too
   */
  public WorkspaceOptions from(String workspace) {
    return with("from", workspace);
  }

  /**
   * The snapshot to begin as, of the workspace that {@link #from(String)} names or of the default one.
   *
   * @param name its name
   * @return options with this too
   */
  public WorkspaceOptions snapshot(String name) {
    return with("snapshot", name);
  }

  /**
   * Fixtures of a product, in place of the emulator's as a whole.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @param sections such as {@code users} and {@code resources}, as the schemas in the package pam-mock describe them
   * @return options with this too
   */
  public WorkspaceOptions fixtures(String surface, Map<String, ?> sections) {
    return within("fixtures", surface, sections);
  }

  /**
   * Fixtures of a product, in place of the emulator's as a whole.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @param sections the same as JSON
   * @return options with this too
   * @throws IllegalArgumentException when it is no JSON
   */
  public WorkspaceOptions fixtures(String surface, String sections) {
    return fixtures(surface, Json.object("The fixtures of " + surface, sections));
  }

  /**
   * The version that a product answers as.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @param version such as {@code 7.0}
   * @return options with this too
   */
  public WorkspaceOptions profile(String surface, String version) {
    return within("profiles", surface, version);
  }

  /**
   * A knob of a product.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @param knob its name, such as {@code transactions}
   * @param value such as {@code parallel}
   * @return options with this too
   */
  @SuppressWarnings("unchecked")
  public WorkspaceOptions setting(String surface, String knob, Object value) {
    Map<String, Object> settings = (Map<String, Object>) members.getOrDefault("settings", Map.of());
    return with("settings", Members.within(settings, surface, knob, value));
  }

  /**
   * What its clock begins as, in place of the machine's time.
   *
   * @param now the moment
   * @return options with this too
   */
  public WorkspaceOptions clock(Instant now) {
    return within("clock", "now", now.toString());
  }

  /**
   * Lets its clock stand still from the beginning.
   *
   * @return options with this too
   */
  public WorkspaceOptions frozen() {
    return within("clock", "frozen", true);
  }

  /**
   * A port of its own, for clients that take no path in their URL.
   *
   * @param port 0 takes any free one
   * @return options with this too
   */
  public WorkspaceOptions port(int port) {
    return with("port", port);
  }

  /**
   * The id that was given.
   *
   * @return the id, or null
   */
  public String id() {
    return id;
  }

  /** As they go over the wire. */
  Map<String, Object> members() {
    return members;
  }

  private WorkspaceOptions with(String name, Object value) {
    return new WorkspaceOptions(id, Members.with(members, name, value));
  }

  private WorkspaceOptions within(String outer, String name, Object value) {
    return new WorkspaceOptions(id, Members.within(members, outer, name, value));
  }
}
