package io.github.pammock;

import java.util.List;

/**
 * Entries of a journal.
 *
 * @param entries oldest first
 * @param total how many there are, of which these are the newest
 */
public record JournalPage(List<JournalEntry> entries, long total) {}
