package io.github.pammock;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A fault in place.
 *
 * @param id by which it is removed, and found in the journal
 * @param match which requests it is for, as the control plane writes it
 * @param times how often it fires at most; null when without end
 * @param effect what goes wrong; null when there are several
 * @param effects several, in turn; null when there is one
 * @param until when it fires no more; null when without end
 * @param seen how many requests it was for
 * @param fired how many it made fail
 */
public record Fault(
    String id,
    Map<String, Object> match,
    Long times,
    Map<String, Object> effect,
    List<Map<String, Object>> effects,
    Instant until,
    long seen,
    long fired) {}
