package io.github.pammock;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Assertions on what has happened in a workspace. One that does not hold is an {@link AssertionError} that names the things and
 * the requests, for any test framework.
 */
public final class Expectations {

  private final FaultsHandle faults;
  private final JournalHandle journal;
  private final LedgerHandle ledger;
  private final StateHandle state;

  Expectations(FaultsHandle faults, JournalHandle journal, LedgerHandle ledger, StateHandle state) {
    this.faults = faults;
    this.journal = journal;
    this.ledger = ledger;
    this.state = state;
  }

  /**
   * That at least one request matches.
   *
   * @param match which requests
   * @throws AssertionError when none does, with what came closest
   */
  public void received(Match match) {
    received(match, Count.atLeast(1));
  }

  /**
   * That so many requests match.
   *
   * @param match which requests
   * @param count how many
   * @throws AssertionError when it does not hold, with what came closest
   * @throws PamMockException when the match itself is wrong
   */
  public void received(Match match, Count count) {
    try {
      journal.verify(match, count);
    } catch (PamMockException error) {
      if (error.status() != 422) throw error;
      // Not as its cause, which would say all of it once more.
      throw new AssertionError(error.getMessage());
    }
  }

  /**
   * That each fault in place has fired, once at least.
   *
   * @throws AssertionError when one has not; when none is in place, too, since that is a slip
   */
  public void faultsMet() {
    List<Fault> placed = faults.list();
    if (placed.isEmpty()) throw new AssertionError("Expected faults that have fired, but none is in place.");
    List<Fault> idle = placed.stream().filter(one -> one.fired() == 0).toList();
    if (idle.isEmpty()) return;
    throw failure(
        "Expected all faults to have fired, but " + idle.size() + " of " + placed.size()
            + (idle.size() == 1 ? " has" : " have") + " not.",
        idle.stream().map(one -> "  " + one));
  }

  /**
   * That no password is checked out (PMP), and no approved request goes on (XTAM).
   *
   * @throws AssertionError when there is one
   */
  public void nothingCheckedOut() {
    nothingCheckedOut(Whose.anybody());
  }

  /**
   * That no password of somebody is checked out (PMP), and no approved request goes on (XTAM).
   *
   * @param whose whose
   * @throws AssertionError when there is one
   */
  public void nothingCheckedOut(Whose whose) {
    nothingOpen("check-out", "password checked out", whose);
  }

  /**
   * That no transaction of the configuration is open (SPS).
   *
   * @throws AssertionError when there is one
   */
  public void noOpenTransaction() {
    noOpenTransaction(Whose.anybody());
  }

  /**
   * That no transaction of somebody is open (SPS).
   *
   * @param whose whose
   * @throws AssertionError when there is one
   */
  public void noOpenTransaction(Whose whose) {
    nothingOpen("transaction", "open transaction", whose);
  }

  /**
   * That all who signed in have signed out, or their sessions are over.
   *
   * @throws AssertionError when a session is open
   */
  public void noOpenSession() {
    noOpenSession(Whose.anybody());
  }

  /**
   * That somebody has signed out, or his sessions are over.
   *
   * @param whose whose
   * @throws AssertionError when a session is open
   */
  public void noOpenSession(Whose whose) {
    nothingOpen("session", "open session", whose);
  }

  /**
   * That a secret was read at least once.
   *
   * @param object the id of an account (PMP) or record (XTAM)
   * @throws AssertionError when it was not
   */
  public void readSecret(String object) {
    readSecret(object, Count.atLeast(1), Whose.anybody());
  }

  /**
   * That a secret was read.
   *
   * @param object the id of an account (PMP) or record (XTAM)
   * @param count how often
   * @param whose by whom
   * @throws AssertionError when it was not
   * @throws PamMockException when there is no such account or record
   */
  public void readSecret(String object, Count count, Whose whose) {
    List<Ledger.Deed> deeds = ledger.get(whose.surface(), object).secrets();
    long reads = deeds.stream().filter(one -> one.does().equals("read") && whose.isMeant(one.by())).count();
    if (count.holds(reads)) return;
    String whom = whose.by() == null ? "" : " by \"" + whose.by() + "\"";
    String sentence =
        "Secret \"" + object + "\" was read " + countOf(reads, "time") + whom + "; expected was " + count + ".";
    throw failure(
        sentence,
        deeds.stream()
            .map(
                one ->
                    "  " + one.does() + " by " + (one.by() == null ? "somebody" : "\"" + one.by() + "\"") + "\n"
                        + requestOf(one.request())));
  }

  /**
   * That no row differs from the fixtures, but for what a product notes down by itself.
   *
   * @throws AssertionError when one does
   */
  public void nothingChanged() {
    justChanged(List.of());
  }

  /**
   * That these rows differ from the fixtures and no others, but for what a product notes down by itself.
   *
   * @param first a row
   * @param more further rows
   * @throws AssertionError when one does not, or another does
   * @throws IllegalArgumentException for a surface or a table that there is not
   */
  public void changed(ExpectedChange first, ExpectedChange... more) {
    justChanged(Stream.concat(Stream.of(first), Arrays.stream(more)).toList());
  }

  /**
   * That nothing the client does works here and will hurt on the product.
   *
   * @param except rules that are no matter
   * @throws AssertionError when there is advice
   */
  public void noAdvice(String... except) {
    List<Advice> found = ledger.advice().stream().filter(one -> !List.of(except).contains(one.rule())).toList();
    if (found.isEmpty()) return;
    throw failure(
        "What the client does works here and will hurt on the product:",
        found.stream()
            .map(
                one ->
                    withRequests(
                        "  " + one.rule() + " (" + countOf(one.count(), "request") + "): " + one.sentence() + " ["
                            + one.source() + "]",
                        one.requests())));
  }

  private void nothingOpen(String kind, String what, Whose whose) {
    List<Ledger.Open> found =
        ledger.get(whose.surface(), null).open().stream()
            .filter(one -> one.kind().equals(kind) && whose.isMeant(one.by()))
            .toList();
    if (found.isEmpty()) return;
    throw failure(
        "Expected no " + what + ", but there " + (found.size() == 1 ? "is" : "are") + " " + found.size() + ".",
        found.stream()
            .map(
                one ->
                    withRequests(
                        "  " + one.surface() + (one.object() == null ? "" : " \"" + one.object() + "\"") + ", by \""
                            + one.by() + "\"",
                        one.requests())));
  }

  private void justChanged(List<ExpectedChange> expected) {
    if (!expected.isEmpty()) refuseUnknown(expected);
    List<Ledger.Change> found = ledger.get().changes();
    Predicate<Ledger.Change> isExpected = change -> expected.stream().anyMatch(one -> one.isMet(change));
    List<Ledger.Change> extra = found.stream().filter(isExpected.negate()).toList();
    List<ExpectedChange> missing =
        expected.stream().filter(one -> found.stream().noneMatch(one::isMet)).toList();
    if (extra.isEmpty() && missing.isEmpty()) return;
    throw failure(
        expected.isEmpty() ? "Expected nothing to have changed:" : "Other things have changed than expected.",
        Stream.concat(
            missing.stream().map(Expectations::lackOf),
            (extra.isEmpty() ? found : extra)
                .stream()
                    .map(
                        one ->
                            withRequests(
                                "  " + one.surface() + "." + one.table() + "." + one.key() + " was " + one.change(),
                                one.requests()))));
  }

  private void refuseUnknown(List<ExpectedChange> expected) {
    Map<String, Map<String, Long>> tables = state.count();
    for (ExpectedChange one : expected) {
      Names.know("table of " + one.surface(), one.table(), Names.get("surface", tables, one.surface()).keySet());
    }
  }

  private static String lackOf(ExpectedChange one) {
    return one.change() == null
        ? "  " + one.place() + " was to differ, and does not"
        : "  " + one.place() + " was to be " + one.change() + ", and is not";
  }

  private static AssertionError failure(String sentence, Stream<String> lines) {
    return new AssertionError(Stream.concat(Stream.of(sentence), lines).collect(Collectors.joining("\n")));
  }

  private static String withRequests(String line, List<Ledger.Request> requests) {
    return Stream.concat(Stream.of(line), requests.stream().map(Expectations::requestOf))
        .collect(Collectors.joining("\n"));
  }

  private static String requestOf(Ledger.Request one) {
    return "    #" + one.id() + " " + one.request() + " → " + one.status();
  }

  private static String countOf(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
