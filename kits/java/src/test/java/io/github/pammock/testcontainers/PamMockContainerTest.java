package io.github.pammock.testcontainers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pammock.PamMock;
import io.github.pammock.RemovableWorkspace;
import io.github.pammock.junit.PamMockTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testcontainers.utility.DockerImageName;

/**
 * What needs no engine: how the container is configured, and its handle, over an emulator that runs beside it. That an image starts
 * and becomes ready is not tried here.
 */
@PamMockTest
class PamMockContainerTest {

  /** A container that is reached at some address, as if it ran. */
  private static final class Reached extends PamMockContainer {

    private final URI place;

    Reached(String url) {
      place = URI.create(url);
    }

    @Override
    public String getHost() {
      return place.getHost();
    }

    @Override
    public Integer getMappedPort(int port) {
      assertEquals(PORT, port);
      return place.getPort();
    }
  }

  @Test
  void runsTheImageOfThisVersion() {
    PamMockContainer container = new PamMockContainer();
    assertEquals("ghcr.io/pam-mock/pam-mock:" + PamMock.VERSION, PamMockContainer.IMAGE);
    assertEquals(List.of(PamMockContainer.PORT), container.getExposedPorts());
    // Its name is only to be had of an engine.
    assertTrue(container.getImage().toString().contains("imageName=" + PamMockContainer.IMAGE + ","));
    PamMockContainer own = new PamMockContainer(DockerImageName.parse("pam-mock:mine"));
    assertTrue(own.getImage().toString().contains("imageName=pam-mock:mine,"));
  }

  @Test
  void givesTheHandleOfWhatRunsInIt(PamMock mock) {
    Reached container = new Reached(mock.urls().control());
    assertSame(container.mock(), container.mock());
    assertEquals(mock.urls(), container.mock().urls());
    try (RemovableWorkspace workspace = container.mock().workspaces().create()) {
      workspace.expect().nothingChanged();
    }
  }

  @Test
  void tellsTheEmulatorTheNameOfAnotherMachine() {
    Reached here = new Reached("http://localhost:1");
    here.configure();
    assertTrue(here.getEnvMap().isEmpty());
    Reached elsewhere = new Reached("http://engine.example:1");
    elsewhere.configure();
    assertEquals("engine.example", elsewhere.getEnvMap().get("PAM_MOCK_CONTROL_HOST"));
    elsewhere.withControlToken("x");
    assertEquals("x", elsewhere.getEnvMap().get("PAM_MOCK_CONTROL_TOKEN"));
  }

  @Test
  void hasNoHandleBeforeItRuns() {
    assertThrows(IllegalStateException.class, () -> new PamMockContainer().mock());
  }
}
