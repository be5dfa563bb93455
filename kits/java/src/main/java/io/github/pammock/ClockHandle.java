package io.github.pammock;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A workspace's time. What has expired by then is expired for the next request. */
public final class ClockHandle {

  private final Caller caller;

  ClockHandle(Caller caller) {
    this.caller = caller;
  }

  /**
   * What the clock shows.
   *
   * @return its time
   * @throws PamMockException when the control plane refuses
   */
  public ClockState get() {
    return caller.get("/clock", ClockState.class);
  }

  /**
   * Moves time.
   *
   * @param by how far; a negative one moves back
   * @return the clock afterwards
   * @throws PamMockException when the control plane refuses
   */
  public ClockState advance(Duration by) {
    return patch(Map.of("advance", by.toMillis()));
  }

  /**
   * Moves time.
   *
   * @param by such as {@code 90s}, {@code 20m}, {@code 1h30m}, {@code 1d}
   * @return the clock afterwards
   * @throws PamMockException when the control plane refuses, such as a text that is no duration
   */
  public ClockState advance(String by) {
    return patch(Map.of("advance", by));
  }

  /**
   * Makes a moment the present one.
   *
   * @param to the moment
   * @return the clock afterwards
   * @throws PamMockException when the control plane refuses
   */
  public ClockState set(Instant to) {
    return patch(Map.of("now", to.toString()));
  }

  /**
   * Stops time until {@link #thaw()}.
   *
   * @return the clock afterwards
   * @throws PamMockException when the control plane refuses
   */
  public ClockState freeze() {
    return patch(Map.of("frozen", true));
  }

  /**
   * Lets time run on from where it stands.
   *
   * @return the clock afterwards
   * @throws PamMockException when the control plane refuses
   */
  public ClockState thaw() {
    return patch(Map.of("frozen", false));
  }

  private ClockState patch(Map<String, Object> body) {
    return caller.call("PATCH", "/clock", body, ClockState.class);
  }
}
