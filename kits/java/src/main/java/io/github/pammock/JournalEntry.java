package io.github.pammock;

import java.time.Instant;
import java.util.Map;

/**
 * A request, its answer, and for what was refused, why. Secrets are masked unless they were asked for.
 *
 * @param id by which it is found
 * @param at when it came, by the workspace's clock
 * @param workspace whose it is
 * @param surface the product that was asked; null when none was
 * @param operation what was asked for; null when no product knows it
 * @param request what was asked
 * @param response what was answered
 * @param durationMs how long the answer took, in milliseconds
 * @param reason why it was refused; null when it was not
 * @param fault the id of the fault that fired; null when none did
 */
public record JournalEntry(
    String id,
    Instant at,
    String workspace,
    String surface,
    String operation,
    Request request,
    Response response,
    double durationMs,
    Reason reason,
    String fault) {

  /**
   * What was asked.
   *
   * @param method such as {@code GET}
   * @param path with its query, and with the prefix of the workspace ({@code /w/{id}}) where it was asked by that
   * @param headers by name in lower case; a list where one came twice
   * @param body as text; null when there was none
   */
  public record Request(String method, String path, Map<String, Object> headers, String body) {}

  /**
   * What was answered.
   *
   * @param status 0 where the connection was cut
   * @param headers by name in lower case; a list where one was sent twice
   * @param body as text; null when there was none
   */
  public record Response(int status, Map<String, Object> headers, String body) {}

  /**
   * Why it was refused.
   *
   * @param rule such as {@code sps.session.expired}
   * @param message what was expected and what came, in a sentence
   * @param source where that is documented
   */
  public record Reason(String rule, String message, String source) {}
}
