package io.github.pammock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a value in a {@link Match} is held against, where being equal to a text, a number or a boolean is not enough.
 *
 * <p>Wherever one is taken, a plain value means equal to it, and a {@link Pattern} means fitting it.
 */
public final class ValueTest {

  private final Map<String, Object> members;

  private ValueTest(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * A text that contains this one, or a list that has it.
   *
   * @param part a text, a number or a boolean
   * @return the test
   */
  public static ValueTest contains(Object part) {
    return new ValueTest(Map.of("contains", part));
  }

  /**
   * A text that a regular expression fits, anywhere in it. The emulator reads it as JavaScript does; what is Java's alone, such as
   * possessive quantifiers, it refuses.
   *
   * @param pattern with no other flags than {@link Pattern#CASE_INSENSITIVE}, {@link Pattern#MULTILINE}, {@link Pattern#DOTALL} and
   *     {@link Pattern#UNICODE_CASE}
   * @return the test
   * @throws IllegalArgumentException for any other flag
   */
  public static ValueTest matches(Pattern pattern) {
    int flags = pattern.flags();
    StringBuilder letters = new StringBuilder();
    if ((flags & Pattern.CASE_INSENSITIVE) != 0) letters.append('i');
    if ((flags & Pattern.MULTILINE) != 0) letters.append('m');
    if ((flags & Pattern.DOTALL) != 0) letters.append('s');
    if ((flags & Pattern.UNICODE_CASE) != 0) letters.append('u');
    int known = Pattern.CASE_INSENSITIVE | Pattern.MULTILINE | Pattern.DOTALL | Pattern.UNICODE_CASE;
    if ((flags & ~known) != 0) {
      throw new IllegalArgumentException(
          "The pattern \"" + pattern + "\" has flags that regular expressions of the emulator do not know; there are "
              + "CASE_INSENSITIVE, MULTILINE, DOTALL and UNICODE_CASE.");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("pattern", pattern.pattern());
    if (!letters.isEmpty()) members.put("flags", letters.toString());
    return new ValueTest(members);
  }

  /**
   * Equal to a list or an object.
   *
   * @param value a list, a map, or a plain value
   * @return the test
   */
  public static ValueTest equalTo(Object value) {
    return new ValueTest(Map.of("equals", value));
  }

  /**
   * Not there at all.
   *
   * @return the test
   */
  public static ValueTest absent() {
    return new ValueTest(Map.of("absent", true));
  }

  /** As it goes over the wire. */
  static Object of(Object test) {
    if (test instanceof ValueTest known) return known.members;
    if (test instanceof Pattern pattern) return matches(pattern).members;
    return test instanceof List || test instanceof Map ? equalTo(test).members : test;
  }

  /** A test of the wire in words that follow "is" or "not". */
  static String describe(Object test) {
    if (!(test instanceof Map<?, ?> members)) return Json.write(test);
    if (members.containsKey("absent")) return "absent";
    if (members.containsKey("equals")) return Json.write(members.get("equals"));
    if (members.containsKey("contains")) return "containing " + Json.write(members.get("contains"));
    Object flags = members.get("flags");
    return "matching /" + members.get("pattern") + "/" + (flags == null ? "" : flags);
  }
}
