package io.github.pammock;

/**
 * A row that is to have changed.
 *
 * @param surface the product
 * @param table its table
 * @param key its key in the table
 * @param change {@code added}, {@code changed} or {@code removed}; null for any of them
 */
public record ExpectedChange(String surface, String table, String key, String change) {

  /**
   * That it differs, in any way.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @param table its table, such as {@code accounts}
   * @param key its key in the table, such as {@code 307}
   * @return the change
   */
  public static ExpectedChange of(String surface, String table, String key) {
    return new ExpectedChange(surface, table, key, null);
  }

  /**
   * That it was added.
   *
   * @return the change
   */
  public ExpectedChange added() {
    return new ExpectedChange(surface, table, key, "added");
  }

  /**
   * That it was there, and is another.
   *
   * @return the change
   */
  public ExpectedChange changed() {
    return new ExpectedChange(surface, table, key, "changed");
  }

  /**
   * That it was removed.
   *
   * @return the change
   */
  public ExpectedChange removed() {
    return new ExpectedChange(surface, table, key, "removed");
  }

  String place() {
    return surface + "." + table + "." + key;
  }

  boolean isMet(Ledger.Change found) {
    return found.surface().equals(surface)
        && found.table().equals(table)
        && found.key().equals(key)
        && (change == null || change.equals(found.change()));
  }
}
