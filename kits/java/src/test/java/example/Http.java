package example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;

/** Stands for a client that is tested. */
public final class Http {

  private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Http() {}

  /** @param headers names and values in turn */
  public static HttpResponse<String> get(String url, String... headers) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)), headers);
  }

  /** @param headers names and values in turn */
  public static HttpResponse<String> putForm(String url, String form, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .PUT(BodyPublishers.ofString(form)),
        headers);
  }

  /** @param headers names and values in turn */
  public static HttpResponse<String> post(String url, String... headers) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.noBody()), headers);
  }

  /** Waits as long as a 503 says, by this sleep. */
  public static HttpResponse<String> getPatiently(String url, Consumer<Duration> sleep) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(url);
    while (answer.statusCode() == 503) {
      sleep.accept(Duration.ofSeconds(answer.headers().firstValueAsLong("retry-after").orElse(1)));
      answer = get(url);
    }
    return answer;
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) request.headers(headers);
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
