package io.github.pammock;

import java.util.Map;

/**
 * A world of its own: what a test arranges and looks at. It may be used by several threads at the same time.
 *
 * @see PamMock the emulator, which is its own default workspace
 * @see RemovableWorkspace one that was created
 */
public abstract sealed class Workspace permits PamMock, RemovableWorkspace {

  private final WorkspaceSummary view;
  private final Caller caller;
  private final World world;
  private final ClockHandle clock;
  private final FaultsHandle faults;
  private final JournalHandle journal;
  private final LedgerHandle ledger;
  private final StateHandle state;
  private final SnapshotsHandle snapshots;
  private final ActionsHandle actions;
  private final Expectations expectations;

  Workspace(Transport transport, WorkspaceSummary view) {
    this.view = view;
    this.caller = Caller.ofWorkspace(transport, view.id());
    this.world = caller.get("/world", World.class);
    this.clock = new ClockHandle(caller);
    this.faults = new FaultsHandle(caller);
    this.journal = new JournalHandle(caller);
    this.ledger = new LedgerHandle(caller);
    this.state = new StateHandle(caller);
    this.snapshots = new SnapshotsHandle(caller);
    this.actions = new ActionsHandle(caller);
    this.expectations = new Expectations(faults, journal, ledger, state);
  }

  /**
   * Its id.
   *
   * @return such as {@code default}
   */
  public String id() {
    return view.id();
  }

  /**
   * Where its products are: what a client is pointed at.
   *
   * @return URLs with http
   */
  public SurfaceUrls urls() {
    return view.urls();
  }

  /**
   * The same over TLS; a client has to trust {@link PamMock#caCertificate()}.
   *
   * @return URLs with https
   */
  public SurfaceUrls https() {
    return view.https();
  }

  /**
   * What version each product answers as.
   *
   * @return by surface
   */
  public Map<String, String> profiles() {
    return view.profiles();
  }

  /**
   * Users, tokens and objects by name, of the world as it was when the handle was opened.
   *
   * @return the world
   */
  public World world() {
    return world;
  }

  /**
   * Its time.
   *
   * @return the clock
   */
  public ClockHandle clock() {
    return clock;
  }

  /**
   * What goes wrong in it.
   *
   * @return the faults
   */
  public FaultsHandle faults() {
    return faults;
  }

  /**
   * What was asked and answered in it, and why.
   *
   * @return the journal
   */
  public JournalHandle journal() {
    return journal;
  }

  /**
   * What clients have done to its objects.
   *
   * @return the ledger
   */
  public LedgerHandle ledger() {
    return ledger;
  }

  /**
   * Its rows.
   *
   * @return the state
   */
  public StateHandle state() {
    return state;
  }

  /**
   * Its named states.
   *
   * @return the snapshots
   */
  public SnapshotsHandle snapshots() {
    return snapshots;
  }

  /**
   * Levers that a person at the product would pull.
   *
   * @return the actions
   */
  public ActionsHandle actions() {
    return actions;
  }

  /**
   * Assertions on what has happened in it.
   *
   * @return each fails with an {@link AssertionError} that says why
   */
  public Expectations expect() {
    return expectations;
  }

  /**
   * Back to the fixtures: state, sessions, clock, faults and journal. Its snapshots stay.
   *
   * @throws PamMockException when the control plane refuses
   */
  public void reset() {
    caller.send("POST", "/reset");
  }

  /**
   * What was refused last, and why, and what became of the faults. The extension for JUnit shows it beside a test that fails; with
   * another framework, print it there.
   *
   * @return lines of text; empty when nothing was refused and there are no faults
   * @throws PamMockException when the control plane refuses
   */
  public String explain() {
    return new Explanation(id(), journal, faults).text();
  }

  @Override
  public String toString() {
    return "workspace \"" + id() + "\" at " + urls().control();
  }
}
