package io.github.pammock;

/**
 * A row that differs.
 *
 * @param surface the product
 * @param table its table
 * @param key its key in the table
 * @param change {@code added}, {@code changed} or {@code removed}
 * @param before what it was, mostly a map; null when it was not there
 * @param after what it is, mostly a map; null when it is not there
 */
public record StateChange(
    String surface, String table, String key, String change, Object before, Object after) {

  /**
   * Where the row is.
   *
   * @return such as {@code pmp.accounts.307}
   */
  public String place() {
    return surface + "." + table + "." + key;
  }
}
