package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** The emulator in a container that JUnit starts and stops, and a workspace in it for each test. */
@Testcontainers
class XtamInContainerTest {

  @Container
  private static final GenericContainer<?> EMULATOR =
      new GenericContainer<>(DockerImageName.parse("pam-mock"))
          .withExposedPorts(8080)
          .waitingFor(Wait.forHttp("/__mock/ready").forPort(8080));

  private final HttpClient http = HttpClient.newHttpClient();
  private final String id = "tc-" + UUID.randomUUID();

  private static String emulator() {
    return "http://" + EMULATOR.getHost() + ":" + EMULATOR.getMappedPort(8080);
  }

  @BeforeEach
  void open() throws Exception {
    assertEquals(201, call("PUT", "/__mock/workspaces/" + id, null).statusCode());
  }

  @AfterEach
  void close() throws Exception {
    assertEquals(204, call("DELETE", "/__mock/workspaces/" + id, null).statusCode());
  }

  @Test
  void readsASecret() throws Exception {
    assertTrue(unlock().body().contains("not-a-real-password"));
    control(
        "POST",
        "/journal/verify",
        "{\"match\":{\"operation\":\"xtam.record.unlock\"},\"count\":{\"exactly\":1}}");
  }

  @Test
  void triesAgainWhenTheApplianceIsBusy() throws Exception {
    control("POST", "/faults", "{\"effect\":{\"type\":\"status\",\"status\":503},\"times\":1}");
    assertEquals(200, unlock().statusCode());
  }

  /** Stands for your client. */
  private HttpResponse<String> unlock() throws Exception {
    String path = "/w/" + id + "/xtam/rest/record/unlock/i-2qhyGh2UB0V";
    HttpResponse<String> answer = call("GET", path, null);
    return answer.statusCode() == 503 ? call("GET", path, null) : answer;
  }

  /** Calls the control plane of the test's workspace. */
  private void control(String method, String path, String body) throws Exception {
    HttpResponse<String> answer = call(method, "/w/" + id + "/__mock" + path, body);
    assertTrue(answer.statusCode() < 300, answer.body());
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    String basic = Base64.getEncoder().encodeToString("xtam_login:xtam_password".getBytes());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(emulator() + path))
            .header("Authorization", "Basic " + basic)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
