package io.github.pammock;

import java.util.Map;

/**
 * What a test reaches for by name in the world that a workspace began with: {@code world().pmp().tokens().get("administrator")}. It
 * is read when the handle is opened; what a test changes later is found in the state.
 *
 * @param xtam of XTAM
 * @param sps of SPS
 * @param pmp of Password Manager Pro and PAM360
 */
public record World(Xtam xtam, Sps sps, Pmp pmp) {

  /**
   * Of XTAM.
   *
   * @param users passwords by login
   * @param tokens authentication tokens by their user's login
   * @param records ids by name
   * @param folders ids by name
   * @param recordTypes ids by name
   */
  public record Xtam(
      Map<String, String> users,
      Map<String, String> tokens,
      Map<String, String> records,
      Map<String, String> folders,
      Map<String, String> recordTypes) {}

  /**
   * Of SPS.
   *
   * @param users passwords of the built-in users, by login
   */
  public record Sps(Map<String, String> users) {}

  /**
   * Of Password Manager Pro and PAM360.
   *
   * @param tokens by login, and by role ({@code administrator}, {@code passwordUser}) for the first user of it
   * @param resources ids by name
   * @param accounts ids by {@code resource/account}
   */
  public record Pmp(Map<String, String> tokens, Map<String, String> resources, Map<String, String> accounts) {}
}
