package io.github.pammock;

import java.util.List;
import java.util.Map;

/** Named states of a workspace. Time, ids, faults and the journal are no part of them. */
public final class SnapshotsHandle {

  private record Names(List<String> snapshots) {}

  private final Caller caller;

  SnapshotsHandle(Caller caller) {
    this.caller = caller;
  }

  /**
   * Keeps the present state under a name, in place of an earlier one of that name.
   *
   * @param name letters, digits, {@code _}, {@code .} and {@code -}, at most 64
   * @throws PamMockException when the control plane refuses
   */
  public void take(String name) {
    caller.send("POST", "/snapshots", Map.of("name", name));
  }

  /**
   * Goes back to it; the snapshot stays.
   *
   * @param name its name
   * @throws PamMockException when there is none so called
   */
  public void restore(String name) {
    caller.send("POST", at(name) + "/restore");
  }

  /**
   * Forgets it.
   *
   * @param name its name
   * @throws PamMockException when there is none so called
   */
  public void remove(String name) {
    caller.send("DELETE", at(name));
  }

  /**
   * Their names.
   *
   * @return oldest first
   * @throws PamMockException when the control plane refuses
   */
  public List<String> list() {
    return caller.<Names>get("/snapshots", Names.class).snapshots();
  }

  private static String at(String name) {
    return "/snapshots/" + Caller.part(name);
  }
}
