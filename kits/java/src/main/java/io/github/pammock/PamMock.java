package io.github.pammock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Properties;

/**
 * A running emulator. The handle itself is its default workspace; {@link #workspaces()} makes more.
 *
 * <pre>{@code
 * try (PamMock mock = PamMock.start();
 *     RemovableWorkspace workspace = mock.workspaces().create()) {
 *   String url = workspace.urls().pmp();
 *   …
 * }
 * }</pre>
 */
public final class PamMock extends Workspace implements AutoCloseable {

  /** The version of this kit, and of the emulator that it starts. */
  public static final String VERSION = readVersion();

  private final Caller caller;
  private final WorkspacesHandle workspaces;
  private final AutoCloseable emulator;

  private PamMock(Transport transport, WorkspaceSummary view, AutoCloseable emulator) {
    super(transport, view);
    this.caller = Caller.ofWorkspace(transport, "default");
    this.workspaces = new WorkspacesHandle(transport);
    this.emulator = emulator;
  }

  /**
   * Finds an emulator, or starts one: {@code PAM_MOCK_URL}, {@code PAM_MOCK_COMMAND}, a container where there is an engine, the
   * command by {@code npx}; the first that applies.
   *
   * @return its handle; closing it stops an emulator that was started
   * @throws PamMockException when there is none; the message says what was tried, and what to do
   */
  public static PamMock start() {
    return start(PamMockOptions.defaults());
  }

  /**
   * Finds an emulator, or starts one.
   *
   * @param options what is not to be taken from the environment
   * @return its handle; closing it stops an emulator that was started
   * @throws PamMockException when there is none; the message says what was tried, and what to do
   */
  public static PamMock start(PamMockOptions options) {
    return new Finder(options, System.getenv()).find();
  }

  /**
   * The handle of an emulator that runs elsewhere, whatever the environment says.
   *
   * @param url where its control plane is, such as {@code http://127.0.0.1:8080}, or {@code …/w/team1} for a workspace of it
   * @return its handle; closing it only lets go of it
   * @throws PamMockException when nobody answers there, or the control plane refuses
   */
  public static PamMock connect(String url) {
    return connect(url, null, null);
  }

  /**
   * The handle of an emulator that runs elsewhere, whatever the environment says.
   *
   * @param url where its control plane is
   * @param token what it asks for; null for none
   * @param ca the authority to trust for https, in PEM; null for those of this Java
   * @return its handle; closing it only lets go of it
   * @throws PamMockException when nobody answers there, or the control plane refuses
   */
  public static PamMock connect(String url, String token, String ca) {
    return open(url, token, ca, () -> {});
  }

  /** @param emulator what is closed with the handle */
  static PamMock open(String url, String token, String ca, AutoCloseable emulator) {
    URI place = placeOf(url);
    String origin = place.getScheme() + "://" + place.getRawAuthority();
    String prefix = place.getRawPath().replaceAll("/+$", "").replaceAll("/__mock$", "");
    return open(new HttpTransport(origin, token, ca), prefix, origin, emulator);
  }

  /** Apart, so that a test can look at what is asked. */
  static PamMock open(Transport transport, String prefix, String origin, AutoCloseable emulator) {
    String id = workspaceAt(transport, prefix, origin);
    WorkspaceSummary view =
        Caller.ofWorkspace(transport, "default").get("/workspaces/" + Caller.part(id), WorkspaceSummary.class);
    return new PamMock(transport, view, emulator);
  }

  /**
   * The authority to trust for https.
   *
   * @return its certificate, in PEM
   * @throws PamMockException when the emulator has none
   */
  public String caCertificate() {
    return caller.text("GET", "/ca.pem", null);
  }

  /**
   * A certificate for a user who signs in by one, with its key.
   *
   * @param user such as {@code certuser} of SPS
   * @return both in one PEM
   * @throws PamMockException when there is no such user
   */
  public String clientCertificate(String user) {
    return caller.text("GET", "/client-certificates/" + Caller.part(user), null);
  }

  /**
   * Worlds apart.
   *
   * @return the workspaces
   */
  public WorkspacesHandle workspaces() {
    return workspaces;
  }

  /** Stops an emulator that was started; lets go of one that runs elsewhere. */
  @Override
  public void close() {
    try {
      emulator.close();
    } catch (Exception error) {
      throw new PamMockException("The emulator cannot be stopped: " + error.getMessage(), error);
    }
  }

  private static URI placeOf(String url) {
    try {
      URI place = URI.create(url);
      if (("http".equals(place.getScheme()) || "https".equals(place.getScheme())) && place.getHost() != null) return place;
    } catch (IllegalArgumentException error) {
      // It is said below.
    }
    throw new PamMockException(
        "\"" + url + "\" is no URL of an emulator; it looks like \"http://127.0.0.1:8080\".", null);
  }

  private record Health(String workspace) {}

  /** Which workspace a path leads to. */
  private static String workspaceAt(Transport transport, String prefix, String origin) {
    PamMockException cause = null;
    try {
      Health health = new Caller(transport, prefix + "/__mock").get("/health", Health.class);
      if (health != null && health.workspace() != null) return health.workspace();
    } catch (PamMockException error) {
      // What the control plane says itself has a sentence; anything else is somebody else's answer.
      boolean isOurs = "about:blank".equals(error.problem().get("type"));
      if (isOurs || (error.status() == 0 && !(error.getCause() instanceof com.google.gson.JsonParseException))) throw error;
      cause = error;
    }
    throw new PamMockException(
        "There is no emulator at \"" + origin + prefix + "\"; its address is that of the server alone, such as \"" + origin
            + "\", or of a workspace, \"" + origin + "/w/team1\".",
        cause);
  }

  private static String readVersion() {
    try (InputStream file = PamMock.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version");
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
