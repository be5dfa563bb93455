package io.github.pammock;

import java.util.Map;

/**
 * Which requests are meant: in the journal, in a verification, in a fault. All that is named must hold; nothing named means any.
 * A name that no catalogue holds is refused by the emulator, with the one that was likely meant.
 *
 * <pre>{@code
 * Match.any().operation("pmp.account.password.get").status(200)
 * Match.any().surface("pmp").bodyForm("INPUT_DATA.operation.Details.REASON", Pattern.compile("^rotation"))
 * }</pre>
 *
 * <p>A test of a value is a text, a number or a boolean to be equal to, a {@link java.util.regex.Pattern}, or a {@link ValueTest}.
 */
public final class Match {

  private static final Match ANY = new Match(Map.of());

  private final Map<String, Object> members;

  private Match(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * Any request; what follows says more.
   *
   * @return a match that names nothing
   */
  public static Match any() {
    return ANY;
  }

  /**
   * Of one product.
   *
   * @param surface {@code xtam}, {@code sps} or {@code pmp}
   * @return a match with this too
   */
  public Match surface(String surface) {
    return with("surface", surface);
  }

  /**
   * What is asked for.
   *
   * @param operation such as {@code pmp.account.password.get}; {@code *} stands for any run of characters
   * @return a match with this too
   */
  public Match operation(String operation) {
    return with("operation", operation);
  }

  /**
   * The method.
   *
   * @param method such as {@code GET}, in any case
   * @return a match with this too
   */
  public Match method(String method) {
    return with("method", method);
  }

  /**
   * The whole path, without the prefix of a workspace: {@code /api/configuration}, {@code /xtam/rest/*}; {@code *} stands for any
   * run of characters.
   *
   * @param path one without {@code ?} is held against the path alone
   * @return a match with this too
   */
  public Match path(String path) {
    return with("path", path);
  }

  /**
   * The status of the answer; not in a fault.
   *
   * @param status such as 200; 0 where the connection was cut
   * @return a match with this too
   */
  public Match status(int status) {
    return with("status", status);
  }

  /**
   * Why it was refused; not in a fault.
   *
   * @param rule such as {@code sps.session.expired}; {@code *} stands for any run of characters
   * @return a match with this too
   */
  public Match rule(String rule) {
    return with("rule", rule);
  }

  /**
   * Whether it was refused; not in a fault.
   *
   * @param refused whether there is a reason
   * @return a match with this too
   */
  public Match refused(boolean refused) {
    return with("refused", refused);
  }

  /**
   * Which fault fired; not in a fault.
   *
   * @param id the id of a {@link Fault}
   * @return a match with this too
   */
  public Match fault(String id) {
    return with("fault", id);
  }

  /**
   * Who asked, by a text that a header, a cookie or a query parameter has as its value.
   *
   * @param credential a token, a session; of Basic the user, or {@code user:password}
   * @return a match with this too
   */
  public Match credential(String credential) {
    return with("credential", credential);
  }

  /**
   * A header of the request.
   *
   * @param name in any case
   * @param test a value, a pattern, or a {@link ValueTest}
   * @return a match with this too
   */
  public Match header(String name, Object test) {
    return within("headers", name, test);
  }

  /**
   * A parameter of the query.
   *
   * @param name a path goes into JSON that the parameter holds, such as {@code INPUT_DATA.operation}
   * @param test a value, a pattern, or a {@link ValueTest}
   * @return a match with this too
   */
  public Match query(String name, Object test) {
    return within("query", name, test);
  }

  /**
   * The whole body, as text.
   *
   * @param test a value, a pattern, or a {@link ValueTest}
   * @return a match with this too
   */
  public Match body(Object test) {
    return inBody("text", test);
  }

  /**
   * A member of a body in JSON.
   *
   * @param path such as {@code user.roles[0]}; {@code [*]} is any of a list
   * @param test a value, a pattern, or a {@link ValueTest}
   * @return a match with this too
   */
  public Match bodyJson(String path, Object test) {
    return inBody("json", path, test);
  }

  /**
   * A member of a form.
   *
   * @param path goes into JSON that the member holds too, such as {@code INPUT_DATA.operation.Details.REASON}
   * @param test a value, a pattern, or a {@link ValueTest}
   * @return a match with this too
   */
  public Match bodyForm(String path, Object test) {
    return inBody("form", path, test);
  }

  /**
   * A part of a multipart body.
   *
   * @param name the part's name
   * @param test a value, a pattern, or a {@link ValueTest}
   * @return a match with this too
   */
  public Match bodyPart(String name, Object test) {
    return inBody("parts", name, test);
  }

  /** As it goes over the wire. */
  Map<String, Object> members() {
    return members;
  }

  private Match with(String name, Object value) {
    return new Match(Members.with(members, name, value));
  }

  private Match within(String outer, String name, Object test) {
    return new Match(Members.within(members, outer, name, ValueTest.of(test)));
  }

  private Match inBody(String kind, Object test) {
    return within("body", kind, test);
  }

  @SuppressWarnings("unchecked")
  private Match inBody(String kind, String name, Object test) {
    Map<String, Object> body = (Map<String, Object>) members.getOrDefault("body", Map.of());
    return with("body", Members.within(body, kind, name, ValueTest.of(test)));
  }
}
