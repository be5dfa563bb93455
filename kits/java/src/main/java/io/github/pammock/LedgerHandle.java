package io.github.pammock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients have done to the products' objects. */
public final class LedgerHandle {

  private record Page(List<Advice> advice) {}

  private final Caller caller;

  LedgerHandle(Caller caller) {
    this.caller = caller;
  }

  /**
   * All of it.
   *
   * @return secrets, what is open, changes
   * @throws PamMockException when the control plane refuses
   */
  public Ledger get() {
    return get(null, null);
  }

  /**
   * A part of it.
   *
   * @param surface one product alone; null for all
   * @param object one account or record alone, by its id; null for all
   * @return secrets, what is open, changes
   * @throws PamMockException when {@code object} is the id of no account or record
   */
  public Ledger get(String surface, String object) {
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("surface", surface);
    filter.put("object", object);
    return caller.get("/ledger" + Caller.query(filter), Ledger.class);
  }

  /**
   * What the client does that works here and will hurt on the product.
   *
   * @return nothing for a client that does well
   * @throws PamMockException when the control plane refuses
   */
  public List<Advice> advice() {
    return caller.<Page>get("/advice", Page.class).advice();
  }
}
