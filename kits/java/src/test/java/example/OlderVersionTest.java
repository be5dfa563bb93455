package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pammock.Workspace;
import io.github.pammock.WorkspaceOptions;
import io.github.pammock.junit.PamMockExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OlderVersionTest {

  @RegisterExtension
  static final PamMockExtension MOCK =
      new PamMockExtension().workspace(WorkspaceOptions.defaults().profile("sps", "7.0"));

  @Test
  void asksAnOlderVersion(Workspace workspace) {
    assertEquals("7.0", workspace.profiles().get("sps"));
  }
}
