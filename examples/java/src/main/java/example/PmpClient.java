package example;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A small client of Password Manager Pro: it reads passwords, those behind an approval too. */
public final class PmpClient {

  /** The product refused; it says so in a 200 with "Failed". */
  public static final class PmpException extends IOException {
    public PmpException(String message) {
      super(message);
    }
  }

  private static final int ATTEMPTS = 3;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String token;

  /** @param url such as https://pmp.example.com:7272/restapi/json/v1 */
  public PmpClient(String url, String token) {
    this.url = url;
    this.token = token;
  }

  public String password(String resource, String account) throws IOException, InterruptedException {
    String path = "/resources/" + resource + "/accounts/" + account + "/password";
    return ask("GET", path, null).get("PASSWORD").getAsString();
  }

  /** Where an account under access control stands for us, such as "[Request]" or "[Check Out]". */
  public String status(String resource, String account) throws IOException, InterruptedException {
    String path = "/resources/" + resource + "/accounts/" + account;
    return ask("GET", path, null).get("PASSWORD STATUS").getAsString();
  }

  public void request(String account, String reason) throws IOException, InterruptedException {
    ask("POST", "/accounts/" + account + "/requestpassword", Map.of("REASON", reason));
  }

  public void checkOut(String account, String reason) throws IOException, InterruptedException {
    ask("POST", "/accounts/" + account + "/checkout", Map.of("REASON", reason));
  }

  public void checkIn(String account) throws IOException, InterruptedException {
    ask("POST", "/accounts/" + account + "/checkin", null);
  }

  private JsonObject ask(String method, String path, Map<String, String> details)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).header("AUTHTOKEN", token);
    if (details == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      String data = new Gson().toJson(Map.of("operation", Map.of("Details", details)));
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .method(
              method,
              BodyPublishers.ofString(
                  "INPUT_DATA=" + URLEncoder.encode(data, StandardCharsets.UTF_8)));
    }
    HttpResponse<String> answer = send(request.build());
    if (answer.statusCode() == 503) throw new PmpException("The server is not available.");
    JsonObject operation =
        JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("operation");
    JsonObject result = operation.getAsJsonObject("result");
    if (!result.get("status").getAsString().equals("Success")) {
      throw new PmpException(result.get("message").getAsString());
    }
    return operation.has("Details") ? operation.getAsJsonObject("Details") : new JsonObject();
  }

  /** Reading twice does no harm; asking for a change twice might. */
  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    int attempts = request.method().equals("GET") ? ATTEMPTS : 1;
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 503 || attempt >= attempts) return answer;
      } catch (IOException error) {
        if (attempt >= attempts) throw error;
      }
    }
  }
}
