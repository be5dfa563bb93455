package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pammock.Count;
import io.github.pammock.Effect;
import io.github.pammock.FaultRule;
import io.github.pammock.Match;
import io.github.pammock.RemovableWorkspace;
import io.github.pammock.testcontainers.PamMockContainer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** The emulator in a container that JUnit starts and stops, and a workspace in it for each test. */
@Testcontainers
class XtamInContainerTest {

  @Container
  private static final PamMockContainer EMULATOR = new PamMockContainer(DockerImageName.parse("pam-mock"));

  private final HttpClient http = HttpClient.newHttpClient();
  private RemovableWorkspace workspace;

  @BeforeEach
  void open() {
    workspace = EMULATOR.mock().workspaces().create();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void readsASecret() throws Exception {
    assertTrue(unlock().body().contains("not-a-real-password"));
    workspace.expect().received(Match.any().operation("xtam.record.unlock"), Count.exactly(1));
  }

  @Test
  void triesAgainWhenTheApplianceIsBusy() throws Exception {
    workspace.faults().add(FaultRule.of(Effect.status(503)).times(1));
    assertEquals(200, unlock().statusCode());
  }

  /** Stands for your client. */
  private HttpResponse<String> unlock() throws Exception {
    String basic = Base64.getEncoder().encodeToString("xtam_login:xtam_password".getBytes());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(workspace.urls().xtam() + "/rest/record/unlock/i-2qhyGh2UB0V"))
            .header("Authorization", "Basic " + basic)
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    return answer.statusCode() == 503 ? http.send(request, BodyHandlers.ofString()) : answer;
  }
}
