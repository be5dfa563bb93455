package io.github.pammock;

/**
 * Whose things an expectation looks at.
 *
 * @param surface one product alone; null for all
 * @param by one user alone, by login; null for all
 */
public record Whose(String surface, String by) {

  /**
   * Everybody's, on all products.
   *
   * @return no limit
   */
  public static Whose anybody() {
    return new Whose(null, null);
  }

  /**
   * One user's.
   *
   * @param login such as {@code guest}
   * @return the limit
   */
  public static Whose user(String login) {
    return new Whose(null, login);
  }

  /**
   * On one product.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @return a limit with this too
   */
  public Whose on(String surface) {
    return new Whose(surface, by);
  }

  boolean isMeant(String user) {
    return by == null || by.equals(user);
  }
}
