package io.github.pammock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where an emulator is found. What is not given here is read from the environment: {@code PAM_MOCK_URL},
 * {@code PAM_MOCK_CONTROL_TOKEN}, {@code PAM_MOCK_CA}, {@code PAM_MOCK_COMMAND}, {@code PAM_MOCK_IMAGE}.
 *
 * @param url of an emulator that runs; null to look for one
 * @param token what its control plane asks for; null for none
 * @param ca the authority to trust for https, in PEM; null for those of this Java
 * @param command what starts an emulator, in place of a container; empty to look for one
 * @param image the container's image; null for that of this version
 * @param patience how long a start may take
 */
public record PamMockOptions(
    String url, String token, String ca, List<String> command, String image, Duration patience) {

  /** Two minutes: an image or a package may have to be fetched. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * All from the environment; a start may take two minutes.
   *
   * @return the options
   */
  public static PamMockOptions defaults() {
    return new PamMockOptions(null, null, null, List.of(), null, PATIENCE);
  }

  /**
   * Uses an emulator that runs.
   *
   * @param url such as {@code http://127.0.0.1:8080}, or {@code …/w/team1} for a workspace of it
   * @return options with this too
   */
  public PamMockOptions url(String url) {
    return new PamMockOptions(url, token, ca, command, image, patience);
  }

  /**
   * Sends a token with each call of the control plane; an emulator that is started asks for it.
   *
   * @param token the emulator's {@code --control-token}
   * @return options with this too
   */
  public PamMockOptions token(String token) {
    return new PamMockOptions(url, token, ca, command, image, patience);
  }

  /**
   * Trusts an authority for https.
   *
   * @param pem one or more certificates in PEM
   * @return options with this too
   */
  public PamMockOptions ca(String pem) {
    return new PamMockOptions(url, token, pem, command, image, patience);
  }

  /**
   * Trusts an authority for https.
   *
   * @param file with one or more certificates in PEM
   * @return options with this too
   * @throws PamMockException when it cannot be read
   */
  public PamMockOptions ca(Path file) {
    try {
      return ca(Files.readString(file));
    } catch (IOException error) {
      throw new PamMockException("The authority to trust cannot be read from \"" + file + "\" (" + error + ").", error);
    }
  }

  /**
   * Starts an emulator by a command; {@code --port 0 --json --log silent} is added to it.
   *
   * @param program and its arguments, such as {@code "npx", "pam-mock", "--seed", "x"}
   * @return options with this too
   */
  public PamMockOptions command(String... program) {
    return new PamMockOptions(url, token, ca, List.of(program), image, patience);
  }

  /**
   * Starts this image where there is a container engine.
   *
   * @param image such as {@code ghcr.io/pam-mock/pam-mock:0.1.0}
   * @return options with this too
   */
  public PamMockOptions image(String image) {
    return new PamMockOptions(url, token, ca, command, image, patience);
  }

  /**
   * How long a start may take.
   *
   * @param patience two minutes by default
   * @return options with this too
   */
  public PamMockOptions patience(Duration patience) {
    return new PamMockOptions(url, token, ca, command, image, patience);
  }
}
