package io.github.pammock;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/** Names that there are, and the one that was likely meant. */
final class Names {

  /** Further off, it is another name. */
  private static final double MOST_WRONG = 0.4;

  private Names() {}

  /** @throws IllegalArgumentException when there is none of that name */
  static <T> T get(String what, Map<String, T> named, String name) {
    know(what, name, named.keySet());
    return named.get(name);
  }

  /** A slip that is passed over would let a test hold for ever. @throws IllegalArgumentException when it is one */
  static void know(String what, String name, Collection<String> known) {
    if (known.contains(name)) return;
    String meant =
        known.stream()
            .filter(one -> distance(one, name) <= MOST_WRONG * Math.max(one.length(), name.length()))
            .min(Comparator.comparingInt(one -> distance(one, name)))
            .map(one -> " Did you mean \"" + one + "\"?")
            .orElse("");
    String all = known.stream().sorted().collect(Collectors.joining(", "));
    throw new IllegalArgumentException("There is no " + what + " \"" + name + "\"; there are " + all + "." + meant);
  }

  /** How many letters have to be put in, taken out or changed. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) row[j] = j;
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
