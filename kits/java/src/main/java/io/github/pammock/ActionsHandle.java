package io.github.pammock;

import java.util.List;
import java.util.Map;

/** Levers that a person at the product would pull. */
public final class ActionsHandle {

  private record Page(List<Action> actions) {}

  private final Caller caller;

  ActionsHandle(Caller caller) {
    this.caller = caller;
  }

  /**
   * All of them.
   *
   * @return what there is, and what each has to be told
   * @throws PamMockException when the control plane refuses
   */
  public List<Action> list() {
    return caller.<Page>get("/actions", Page.class).actions();
  }

  /**
   * Pulls one that has to be told nothing.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @param action such as {@code take-config-lock}
   * @return what it answers, such as a map; null for nothing
   * @throws PamMockException when there is none so called, or it cannot be pulled now
   */
  public Object run(String surface, String action) {
    return caller.call("POST", at(surface, action), null, Object.class);
  }

  /**
   * Pulls one.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @param action such as {@code approve-request}
   * @param input what it has to be told
   * @return what it answers, such as a map; null for nothing
   * @throws PamMockException when there is none so called, or it cannot be pulled now
   */
  public Object run(String surface, String action, Map<String, ?> input) {
    return caller.call("POST", at(surface, action), input, Object.class);
  }

  private static String at(String surface, String action) {
    return "/actions/" + Caller.part(surface) + "/" + Caller.part(action);
  }
}
