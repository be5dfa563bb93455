package io.github.pammock;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a person whose test has failed may want to know of its workspace. */
final class Explanation {

  private static final int MOST_REFUSALS = 5;
  private static final int MOST_FAULTS = 10;

  private final String prefix;
  private final JournalHandle journal;
  private final FaultsHandle faults;

  Explanation(String workspace, JournalHandle journal, FaultsHandle faults) {
    this.prefix = "/w/" + workspace;
    this.journal = journal;
    this.faults = faults;
  }

  String text() {
    List<String> parts = new ArrayList<>();
    JournalFilter refused = JournalFilter.of(Match.any().refused(true)).limit(MOST_REFUSALS);
    add(parts, "the last refusals", journal.list(refused).entries().stream().map(this::refusal).toList());
    add(parts, "the faults", faults.list().stream().limit(MOST_FAULTS).map(this::fault).toList());
    return String.join("\n", parts);
  }

  private static void add(List<String> parts, String title, List<String> lines) {
    if (!lines.isEmpty()) parts.add(lines.stream().collect(Collectors.joining("\n  ", title + ":\n  ", "")));
  }

  private String refusal(JournalEntry entry) {
    return requestOf(entry) + ": " + entry.reason().message() + " (" + entry.reason().rule() + ")";
  }

  /** With the last request that it has fired for: of a connection that was cut nothing else tells. */
  private String fault(Fault fault) {
    if (fault.fired() == 0) return fault.toString();
    return journal.list(JournalFilter.of(Match.any().fault(fault.id())).limit(1)).entries().stream()
        .map(entry -> fault + ", last for " + requestOf(entry))
        .findFirst()
        .orElse(fault.toString());
  }

  private String requestOf(JournalEntry entry) {
    String path = entry.request().path();
    if (path.startsWith(prefix + "/")) path = path.substring(prefix.length());
    return entry.request().method() + " " + path + " → " + entry.response().status();
  }
}
