package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import example.PmpClient.PmpException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PmpClientTest {

  private static final String ADMINISTRATOR = "B9A1809A-5BF7-4459-9ED2-8D4F499CB902";
  private static final String USER = "FAKE0002-0000-4000-8000-00000000002A";

  private PamMock.Workspace workspace;

  @BeforeEach
  void open() throws Exception {
    workspace = PamMock.workspace();
  }

  @AfterEach
  void close() throws Exception {
    workspace.close();
  }

  private PmpClient client(String token) {
    return new PmpClient(workspace.url("pmp"), token);
  }

  @Test
  void readsAPassword() throws Exception {
    assertEquals("fake-System307$", client(ADMINISTRATOR).password("303", "307"));
    workspace.received(1, Map.of("operation", "pmp.account.password.get"));
  }

  @Test
  void readsAPasswordThatHasToBeApprovedFirst() throws Exception {
    PmpClient client = client(USER);
    client.request("7", "maintenance");
    workspace.control("POST", "/actions/pmp/approve-request", Map.of("account", "7", "user", "guest"));
    client.checkOut("7", "maintenance");
    assertEquals("fake-Netadmin7!", client.password("7", "7"));
    client.checkIn("7");
    assertEquals("[Request]", client.status("7", "7"));
  }

  @Test
  void losesAPasswordWhoseTimeIsOver() throws Exception {
    PmpClient client = client(USER);
    client.request("7", "maintenance");
    workspace.control("POST", "/actions/pmp/approve-request", Map.of("account", "7", "user", "guest"));
    client.checkOut("7", "maintenance");
    workspace.control("PATCH", "/clock", Map.of("advance", "31m"));
    assertThrows(PmpException.class, () -> client.password("7", "7"));
    assertEquals("[Request]", client.status("7", "7"));
    workspace.received(1, Map.of("refused", true));
  }

  @Test
  void triesAgainWhenTheServerIsBusyOrDropsTheConnection() throws Exception {
    workspace.control(
        "POST",
        "/faults",
        Map.of("effect", Map.of("type", "status", "status", 503), "times", 1));
    workspace.control("POST", "/faults", Map.of("effect", Map.of("type", "close"), "times", 1));
    assertEquals("fake-System307$", client(ADMINISTRATOR).password("303", "307"));
    workspace.received(1, Map.of("operation", "pmp.account.password.get", "status", 200));
  }

  @Test
  void tellsAWrongToken() throws Exception {
    assertThrows(PmpException.class, () -> client("wrong").password("303", "307"));
    // Workspaces are apart: this one has seen no other request.
    workspace.received(1, Map.of("surface", "pmp"));
  }
}
