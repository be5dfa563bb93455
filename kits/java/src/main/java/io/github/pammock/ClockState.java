package io.github.pammock;

import java.time.Instant;

/**
 * What a workspace's clock shows.
 *
 * @param now its time
 * @param offsetMs how far it is ahead of the machine's time, in milliseconds
 * @param frozen whether it stands still
 */
public record ClockState(Instant now, double offsetMs, boolean frozen) {}
