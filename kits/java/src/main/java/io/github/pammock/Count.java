package io.github.pammock;

import java.util.Map;

/**
 * How many there must be.
 *
 * @param kind {@code exactly}, {@code atLeast} or {@code atMost}
 * @param number 0 or more
 */
public record Count(String kind, long number) {

  /**
   * Any of the three.
   *
   * @param kind {@code exactly}, {@code atLeast} or {@code atMost}
   * @param number 0 or more
   * @throws IllegalArgumentException for another kind
   */
  public Count {
    if (!kind.equals("exactly") && !kind.equals("atLeast") && !kind.equals("atMost")) {
      throw new IllegalArgumentException("A count is exactly, atLeast or atMost, not \"" + kind + "\".");
    }
  }

  /**
   * So many, no more and no fewer.
   *
   * @param number 0 or more
   * @return the count
   */
  public static Count exactly(long number) {
    return new Count("exactly", number);
  }

  /**
   * So many or more.
   *
   * @param number 0 or more
   * @return the count
   */
  public static Count atLeast(long number) {
    return new Count("atLeast", number);
  }

  /**
   * So many or fewer.
   *
   * @param number 0 or more
   * @return the count
   */
  public static Count atMost(long number) {
    return new Count("atMost", number);
  }

  Map<String, Object> members() {
    return Map.of(kind, number);
  }

  boolean holds(long found) {
    return switch (kind) {
      case "exactly" -> found == number;
      case "atLeast" -> found >= number;
      default -> found <= number;
    };
  }

  @Override
  public String toString() {
    String word = kind.equals("exactly") ? "exactly " : kind.equals("atLeast") ? "at least " : "at most ";
    return word + number;
  }
}
