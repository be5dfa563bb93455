package io.github.pammock;

import java.util.Map;

/**
 * What a test reaches for by name in the world that a workspace began with: {@code world().pmp().token("administrator")}, which
 * refuses a name that there is not; the maps have all names. It is read when the handle is opened; what a test changes later is
 * found in the state.
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
      Map<String, String> recordTypes) {

    /**
     * The password of a user.
     *
     * @param login of the user
     * @return it
     * @throws IllegalArgumentException when there is none, with those that there are
     */
    public String password(String login) {
      return Names.get("user of XTAM", users, login);
    }

    /**
     * An authentication token.
     *
     * @param login of the token's user
     * @return it
     * @throws IllegalArgumentException when there is none, with those that there are
     */
    public String token(String login) {
      return Names.get("token of XTAM", tokens, login);
    }

    /**
     * The id of a record.
     *
     * @param name of the record
     * @return it
     * @throws IllegalArgumentException when there is none, with those that there are
     */
    public String record(String name) {
      return Names.get("record", records, name);
    }

    /**
     * The id of a folder.
     *
     * @param name of the folder
     * @return it
     * @throws IllegalArgumentException when there is none, with those that there are
     */
    public String folder(String name) {
      return Names.get("folder", folders, name);
    }

    /**
     * The id of a record type.
     *
     * @param name of the type
     * @return it
     * @throws IllegalArgumentException when there is none, with those that there are
     */
    public String recordType(String name) {
      return Names.get("record type", recordTypes, name);
    }
  }

  /**
   * Of SPS.
   *
   * @param users passwords of the built-in users, by login
   */
  public record Sps(Map<String, String> users) {

    /**
     * The password of a user.
     *
     * @param login of the user
     * @return it
     * @throws IllegalArgumentException when there is none, with those that there are
     */
    public String password(String login) {
      return Names.get("user of SPS", users, login);
    }
  }

  /**
   * Of Password Manager Pro and PAM360.
   *
   * @param tokens by login, and by role ({@code administrator}, {@code passwordUser}) for the first user of it
   * @param resources ids by name
   * @param accounts ids by {@code resource/account}
   */
  public record Pmp(Map<String, String> tokens, Map<String, String> resources, Map<String, String> accounts) {

    /**
     * A token.
     *
     * @param of a login, or a role, for the first user of it
     * @return it
     * @throws IllegalArgumentException when there is none, with those that there are
     */
    public String token(String of) {
      return Names.get("token of PMP", tokens, of);
    }

    /**
     * The id of a resource.
     *
     * @param name of the resource
     * @return it
     * @throws IllegalArgumentException when there is none, with those that there are
     */
    public String resource(String name) {
      return Names.get("resource", resources, name);
    }

    /**
     * The id of an account.
     *
     * @param name of the account, as {@code resource/account}
     * @return it
     * @throws IllegalArgumentException when there is none, with those that there are
     */
    public String account(String name) {
      return Names.get("account", accounts, name);
    }
  }
}
