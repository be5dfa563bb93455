package io.github.pammock;

import java.util.concurrent.atomic.AtomicBoolean;

/** A workspace that was created, and is removed when it is closed. */
public final class RemovableWorkspace extends Workspace implements AutoCloseable {

  private final Caller emulator;
  private final AtomicBoolean isRemoved = new AtomicBoolean();

  RemovableWorkspace(Transport transport, WorkspaceSummary view) {
    super(transport, view);
    this.emulator = Caller.ofWorkspace(transport, "default");
  }

  /**
   * Removes the workspace with all it holds, and closes its port.
   *
   * @throws PamMockException when it is not there any more
   */
  public void remove() {
    emulator.send("DELETE", "/workspaces/" + Caller.part(id()));
    isRemoved.set(true);
  }

  /**
   * Removes the workspace, unless it was.
   *
   * @throws PamMockException when the control plane refuses
   */
  @Override
  public void close() {
    if (!isRemoved.get()) remove();
  }
}
