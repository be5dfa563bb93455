package io.github.pammock;

import java.util.Map;

/** What a state is compared with, and which rows of it. */
public final class DiffOptions {

  private static final DiffOptions NONE = new DiffOptions(Map.of());

  private final Map<String, Object> members;

  private DiffOptions(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * All rows, compared with the fixtures, but for what a product notes down by itself.
   *
   * @return the options
   */
  public static DiffOptions fromFixtures() {
    return NONE;
  }

  /**
   * All rows, compared with a snapshot, but for what a product notes down by itself.
   *
   * @param snapshot its name
   * @return the options
   */
  public static DiffOptions from(String snapshot) {
    return new DiffOptions(Map.of("from", snapshot));
  }

  /**
   * One product alone.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @return options with this too
   */
  public DiffOptions surface(String surface) {
    return new DiffOptions(Members.with(members, "surface", surface));
  }

  /**
   * Also what a product notes down by itself: sessions, trails, counters.
   *
   * @return options with this too
   */
  public DiffOptions bookkeeping() {
    return new DiffOptions(Members.with(members, "bookkeeping", true));
  }

  String query() {
    return Caller.query(members);
  }
}
