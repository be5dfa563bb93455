package io.github.pammock.testcontainers;

import io.github.pammock.PamMock;
import java.util.Set;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The emulator in a container, with the handle that {@link PamMock#start()} gives.
 *
 * <pre>{@code
 * @Container
 * private static final PamMockContainer EMULATOR = new PamMockContainer();
 *
 * try (RemovableWorkspace workspace = EMULATOR.mock().workspaces().create()) { … }
 * }</pre>
 */
public class PamMockContainer extends GenericContainer<PamMockContainer> {

  /** The image of this version. */
  public static final String IMAGE = "ghcr.io/pam-mock/pam-mock:" + PamMock.VERSION;

  /** The port that it listens on inside, for http and https. */
  public static final int PORT = 8080;

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private String token;
  private volatile PamMock mock;

  /** The image of this version. */
  public PamMockContainer() {
    this(DockerImageName.parse(IMAGE));
  }

  /**
   * Another image.
   *
   * @param image such as one that was built here
   */
  public PamMockContainer(DockerImageName image) {
    super(image);
    withExposedPorts(PORT);
    waitingFor(Wait.forHttp("/__mock/ready").forPort(PORT));
  }

  /**
   * Lets the control plane ask for a token, which the handle sends.
   *
   * @param token any text
   * @return this container
   */
  public PamMockContainer withControlToken(String token) {
    this.token = token;
    return withEnv("PAM_MOCK_CONTROL_TOKEN", token);
  }

  /**
   * The handle on the emulator; always the same one.
   *
   * @return with URLs as they are outside of the container
   * @throws IllegalStateException when the container does not run
   */
  public PamMock mock() {
    PamMock opened = mock;
    if (opened == null) {
      opened = PamMock.connect("http://" + getHost() + ":" + getMappedPort(PORT), token, null);
      mock = opened;
    }
    return opened;
  }

  @Override
  protected void configure() {
    super.configure();
    // Where the engine is on another machine, that is the name by which the control plane is asked.
    String host = getHost();
    if (!LOOPBACK.contains(host)) withEnv("PAM_MOCK_CONTROL_HOST", host);
  }

  @Override
  public void stop() {
    mock = null;
    super.stop();
  }
}
