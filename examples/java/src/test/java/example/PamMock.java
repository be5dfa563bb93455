package example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;

/** An emulator for all tests: the one that runs already (PAM_MOCK_URL), or one that is started here. */
final class PamMock {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String URL = open();

  private PamMock() {}

  /** A world of a test's own; close it when the test ends. */
  static Workspace workspace() throws Exception {
    String path = URL + "/__mock/workspaces/java-" + UUID.randomUUID();
    return new Workspace(path, JsonParser.parseString(call("PUT", path, null)).getAsJsonObject());
  }

  record Workspace(String path, JsonObject view) implements AutoCloseable {

    String url(String name) {
      return view.getAsJsonObject("urls").get(name).getAsString();
    }

    /** Calls the control plane of this workspace: its clock, faults, journal. */
    String control(String method, String at, Object body) throws Exception {
      return call(method, url("control") + at, new Gson().toJson(body));
    }

    /** Fails, and shows what came closest, unless the journal holds so many requests that match. */
    void received(int count, Map<String, Object> match) throws Exception {
      control("POST", "/journal/verify", Map.of("match", match, "count", Map.of("exactly", count)));
    }

    @Override
    public void close() throws Exception {
      call("DELETE", path, null);
    }
  }

  private static String call(String method, String url, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    assertTrue(answer.statusCode() < 300, answer.body());
    return answer.body();
  }

  private static String open() {
    String running = System.getenv("PAM_MOCK_URL");
    if (running != null) return running.replaceAll("/+$", "");
    try {
      Process process =
          new ProcessBuilder("pam-mock", "--port", "0", "--json", "--log", "silent")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      // It prints this one line when it is ready.
      String line = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
      JsonObject urls = JsonParser.parseString(line).getAsJsonObject().getAsJsonObject("urls");
      return urls.get("control").getAsString().replaceAll("/__mock$", "");
    } catch (IOException error) {
      throw new IllegalStateException("\"pam-mock\" cannot be started; see README.md", error);
    }
  }
}
