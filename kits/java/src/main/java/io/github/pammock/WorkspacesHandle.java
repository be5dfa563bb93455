package io.github.pammock;

import java.util.List;
import java.util.UUID;

/** The workspaces of an emulator. */
public final class WorkspacesHandle {

  private record Page(List<WorkspaceSummary> workspaces) {}

  private final Transport transport;
  private final Caller caller;

  WorkspacesHandle(Transport transport) {
    this.transport = transport;
    this.caller = Caller.ofWorkspace(transport, "default");
  }

  /**
   * Creates a world of its own.
   *
   * @return it; close it, and it is removed
   * @throws PamMockException when the control plane refuses
   */
  public RemovableWorkspace create() {
    return create(WorkspaceOptions.defaults());
  }

  /**
   * Creates a world of its own.
   *
   * @param options what it begins as
   * @return it; close it, and it is removed
   * @throws PamMockException when the control plane refuses, such as an id that is taken
   */
  public RemovableWorkspace create(WorkspaceOptions options) {
    // The id in the path is what a proxy in front of several instances goes by.
    String id = options.id() == null ? "java-" + UUID.randomUUID() : options.id();
    return new RemovableWorkspace(transport, caller.call("PUT", at(id), options.members(), WorkspaceSummary.class));
  }

  /**
   * A workspace that exists.
   *
   * @param id its id
   * @return it; closing it removes it
   * @throws PamMockException when there is none of that id
   */
  public RemovableWorkspace get(String id) {
    return new RemovableWorkspace(transport, caller.get(at(id), WorkspaceSummary.class));
  }

  /**
   * All of them.
   *
   * @return {@code default} first
   * @throws PamMockException when the control plane refuses
   */
  public List<WorkspaceSummary> list() {
    return caller.<Page>get("/workspaces", Page.class).workspaces();
  }

  private static String at(String id) {
    return "/workspaces/" + Caller.part(id);
  }
}
