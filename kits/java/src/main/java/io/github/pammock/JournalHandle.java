package io.github.pammock;

import java.util.Map;

/** What was asked and answered in a workspace, and why. */
public final class JournalHandle {

  private record Verified(long matched) {}

  private final Caller caller;

  JournalHandle(Caller caller) {
    this.caller = caller;
  }

  /**
   * All entries.
   *
   * @return them, oldest first
   * @throws PamMockException when the control plane refuses
   */
  public JournalPage list() {
    return list(Match.any());
  }

  /**
   * The entries that match.
   *
   * @param match which
   * @return them, oldest first
   * @throws PamMockException when the control plane refuses, such as a name that nobody knows
   */
  public JournalPage list(Match match) {
    return list(JournalFilter.of(match));
  }

  /**
   * The entries that match.
   *
   * @param filter which, how many, and how they are shown
   * @return them, oldest first
   * @throws PamMockException when the control plane refuses, such as a name that nobody knows
   */
  public JournalPage list(JournalFilter filter) {
    return caller.get("/journal" + filter.query(), JournalPage.class);
  }

  /**
   * Checks that so many entries match. In a test, {@link Expectations#received(Match, Count)} says the same as a failed assertion.
   *
   * @param match which
   * @param count how many there must be
   * @return how many there are
   * @throws PamMockException when it does not hold; the message tells expected and found, and what came closest
   */
  public long verify(Match match, Count count) {
    Map<String, Object> body = Map.of("match", match.members(), "count", count.members());
    return caller.<Verified>call("POST", "/journal/verify", body, Verified.class).matched();
  }

  /**
   * Entries as an HTTP archive (HAR 1.2), for the network panel of a browser and other tools.
   *
   * @param filter which, how many, and how they are shown
   * @return its JSON
   * @throws PamMockException when the control plane refuses
   */
  public String har(JournalFilter filter) {
    return caller.text("GET", "/journal.har" + filter.query(), null);
  }

  /**
   * Forgets all entries.
   *
   * @throws PamMockException when the control plane refuses
   */
  public void clear() {
    caller.send("DELETE", "/journal");
  }
}
