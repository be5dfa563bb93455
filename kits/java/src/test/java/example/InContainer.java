package example;

import io.github.pammock.RemovableWorkspace;
import io.github.pammock.testcontainers.PamMockContainer;

/** Compiled alone: to run it takes a container engine and the image. */
final class InContainer {

  private InContainer() {}

  static int main() throws Exception {
    try (PamMockContainer emulator = new PamMockContainer()) {
      emulator.start();
      try (RemovableWorkspace workspace = emulator.mock().workspaces().create()) {
        return Http.get(workspace.urls().sps() + "/configuration").statusCode();
      }
    }
  }
}
