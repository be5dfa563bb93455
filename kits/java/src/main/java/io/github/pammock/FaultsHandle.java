package io.github.pammock;

import java.util.List;

/** What goes wrong in a workspace. */
public final class FaultsHandle {

  private record Page(List<Fault> faults, List<VendorFault> vendor) {}

  private final Caller caller;

  FaultsHandle(Caller caller) {
    this.caller = caller;
  }

  /**
   * Puts a fault in place, until it is used up, removed, or the workspace is reset.
   *
   * @param rule what goes wrong, for which requests, how often
   * @return the fault with its id
   * @throws PamMockException when the control plane refuses, such as a match that can never hold
   */
  public Fault add(FaultRule rule) {
    return caller.call("POST", "/faults", rule.members(), Fault.class);
  }

  /**
   * All faults in place.
   *
   * @return them, with how often each has fired
   * @throws PamMockException when the control plane refuses
   */
  public List<Fault> list() {
    return page().faults();
  }

  /**
   * What the products can fail with by themselves.
   *
   * @return the names for {@link Effect#vendor(String)}
   * @throws PamMockException when the control plane refuses
   */
  public List<VendorFault> vendor() {
    return page().vendor();
  }

  /**
   * Takes one away.
   *
   * @param id of a fault
   * @throws PamMockException when there is none of that id
   */
  public void remove(String id) {
    caller.send("DELETE", "/faults/" + Caller.part(id));
  }

  /**
   * Takes all away.
   *
   * @throws PamMockException when the control plane refuses
   */
  public void clear() {
    caller.send("DELETE", "/faults");
  }

  private Page page() {
    return caller.get("/faults", Page.class);
  }
}
