package io.github.pammock;

import com.google.gson.JsonParseException;
import java.lang.reflect.Type;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A transport that is bound to the control plane of one workspace. */
final class Caller {

  private final Transport transport;
  private final String root;

  /** @param root such as {@code /w/team1/__mock} */
  Caller(Transport transport, String root) {
    this.transport = transport;
    this.root = root;
  }

  /** The control plane of a workspace, on any port that is not a workspace's own. */
  static Caller ofWorkspace(Transport transport, String id) {
    return new Caller(transport, id.equals("default") ? "/__mock" : "/w/" + id + "/__mock");
  }

  /** @throws PamMockException when the control plane refuses, as all of these */
  <T> T get(String path, Type type) {
    return call("GET", path, null, type);
  }

  void send(String method, String path) {
    text(method, path, null);
  }

  void send(String method, String path, Object body) {
    text(method, path, body);
  }

  /** @return what is answered, or null when that is nothing */
  <T> T call(String method, String path, Object body, Type type) {
    String text = text(method, path, body);
    try {
      return Json.read(text, type);
    } catch (JsonParseException error) {
      throw new PamMockException(
          "The answer to " + method + " " + root + path + " is not what this version of the kit expects: "
              + error.getMessage(),
          error);
    }
  }

  String text(String method, String path, Object body) {
    Transport.Answer answer = transport.send(method, root + path, body == null ? null : Json.write(body));
    if (answer.status() >= 400) throw PamMockException.of(answer.status(), answer.text());
    return answer.text();
  }

  /** A name as a part of a path. */
  static String part(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Values by name as a query; those that are null are left out. */
  static String query(Map<String, ?> values) {
    StringBuilder query = new StringBuilder();
    values.forEach(
        (name, value) -> {
          if (value == null) return;
          query.append(query.isEmpty() ? '?' : '&').append(part(name)).append('=').append(part(value.toString()));
        });
    return query.toString();
  }
}
