package example;

import io.github.pammock.PamMock;
import io.github.pammock.RemovableWorkspace;

/** Run by ReadmeTest. */
final class WithoutJUnit {

  private WithoutJUnit() {}

  static int main() throws Exception {
    try (PamMock mock = PamMock.start();
        RemovableWorkspace workspace = mock.workspaces().create()) {
      return Http.get(workspace.urls().sps() + "/configuration").statusCode();
    }
  }
}
