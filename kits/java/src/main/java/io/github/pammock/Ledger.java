package io.github.pammock;

import java.util.List;

/**
 * What clients have done to the products' objects. It is worked out of the journal and the state when it is asked for.
 *
 * @param secrets who has read, changed, checked out and checked in which account or record
 * @param open check-outs, transactions and sessions that nobody has closed and time has not ended
 * @param changes rows that differ from the fixtures
 */
public record Ledger(List<Deed> secrets, List<Open> open, List<Change> changes) {

  /**
   * A request that tells why.
   *
   * @param id its entry in the journal
   * @param request method and path, secrets masked
   * @param status of its answer
   * @param operation what it asked for; null when no product knows it
   */
  public record Request(String id, String request, int status, String operation) {}

  /**
   * What was done to a secret.
   *
   * @param surface the product
   * @param does {@code read}, {@code changed}, {@code checked out} or {@code checked in}
   * @param object the id of the account or record
   * @param by the user; null where the credentials tell no more
   * @param request the request that did it
   */
  public record Deed(String surface, String does, String object, String by, Request request) {}

  /**
   * What is open.
   *
   * @param surface the product
   * @param kind {@code check-out}, {@code transaction} or {@code session}
   * @param object what it is on; null when on nothing
   * @param by the user
   * @param requests those that tell why, the newest last
   */
  public record Open(String surface, String kind, String object, String by, List<Request> requests) {}

  /**
   * A row that differs from the fixtures.
   *
   * @param surface the product
   * @param table its table
   * @param key its key in the table
   * @param change {@code added}, {@code changed} or {@code removed}
   * @param requests those that tell why, the newest last
   */
  public record Change(String surface, String table, String key, String change, List<Request> requests) {}
}
