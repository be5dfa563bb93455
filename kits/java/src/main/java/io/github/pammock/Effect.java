package io.github.pammock;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a client sees of a fault. */
public final class Effect {

  private final Map<String, Object> members;

  private Effect(Map<String, Object> members) {
    this.members = members;
  }

  private static Effect ofType(String type) {
    return new Effect(Map.of("type", type));
  }

  /**
   * A slow answer: the request waits before the product sees it.
   *
   * @param time of the machine's clock, an hour at most
   * @return the effect
   */
  public static Effect delay(Duration time) {
    return ofType("delay").with("ms", time.toMillis());
  }

  /**
   * This status in place of the product's answer; the product never sees the request.
   *
   * @param status 200 to 599
   * @return the effect
   */
  public static Effect status(int status) {
    return ofType("status").with("status", status);
  }

  /**
   * The product's own refusal, as it is worded.
   *
   * @param rule one of {@code GET /__mock/rules}, such as {@code pmp.account.in-use}
   * @return the effect
   */
  public static Effect refuse(String rule) {
    return ofType("refuse").with("rule", rule);
  }

  /**
   * A connection that is reset (TCP RST), without an answer. {@code java.net.http} sends a GET once more by itself then; to try a
   * client's own retry, use {@link #truncate()}, or let it happen twice.
   *
   * @return the effect
   */
  public static Effect reset() {
    return ofType("reset");
  }

  /**
   * A connection that is closed, without an answer. What is said of {@link #reset()} holds here, too.
   *
   * @return the effect
   */
  public static Effect close() {
    return ofType("close");
  }

  /**
   * An answer that breaks off in the middle of its body.
   *
   * @return the effect
   */
  public static Effect truncate() {
    return ofType("truncate");
  }

  /**
   * An answer that breaks off.
   *
   * @param after so many bytes of its body
   * @return the effect
   */
  public static Effect truncate(long after) {
    return truncate().with("after", after);
  }

  /**
   * A body that is no well-formed document.
   *
   * @return the effect
   */
  public static Effect malformed() {
    return ofType("malformed");
  }

  /**
   * A body that comes byte by byte.
   *
   * @param each how long each byte takes, at least a millisecond
   * @return the effect
   */
  public static Effect drip(Duration each) {
    return ofType("drip").with("ms", each.toMillis());
  }

  /**
   * A failure of the product's own.
   *
   * @param name one of {@link FaultsHandle#vendor()}
   * @return the effect
   */
  public static Effect vendor(String name) {
    return ofType("vendor").with("name", name);
  }

  /**
   * Nothing: one of several effects that lets a request through.
   *
   * @return the effect
   */
  public static Effect pass() {
    return ofType("pass");
  }

  /**
   * A header of the answer that {@link #status(int)} gives.
   *
   * @param name such as {@code retry-after}
   * @param values one, or several for several lines
   * @return an effect with this too
   */
  public Effect header(String name, String... values) {
    Object sent = values.length == 1 ? values[0] : List.of(values);
    return new Effect(Members.within(members, "headers", name, sent));
  }

  /**
   * The body of the answer that {@link #status(int)} gives.
   *
   * @param body a text, or a map or list that is sent as JSON
   * @return an effect with this too
   */
  public Effect body(Object body) {
    return with("body", body);
  }

  /**
   * A value for a place of the words that {@link #refuse(String)} answers with.
   *
   * @param name of the place
   * @param value what stands there
   * @return an effect with this too
   */
  public Effect fact(String name, String value) {
    return new Effect(Members.within(members, "facts", name, value));
  }

  /** As it goes over the wire. */
  Map<String, Object> members() {
    return members;
  }

  private Effect with(String name, Object value) {
    return new Effect(Members.with(members, name, value));
  }
}
