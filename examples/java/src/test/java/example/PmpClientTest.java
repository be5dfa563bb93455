package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import example.PmpClient.PmpException;
import io.github.pammock.Count;
import io.github.pammock.Effect;
import io.github.pammock.FaultRule;
import io.github.pammock.Match;
import io.github.pammock.Workspace;
import io.github.pammock.junit.PamMockTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PamMockTest
class PmpClientTest {

  private static final String ADMINISTRATOR = "B9A1809A-5BF7-4459-9ED2-8D4F499CB902";
  private static final String USER = "FAKE0002-0000-4000-8000-00000000002A";

  private final Workspace workspace;

  /** Each test is given a world of its own. */
  PmpClientTest(Workspace workspace) {
    this.workspace = workspace;
  }

  private PmpClient client(String token) {
    return new PmpClient(workspace.urls().pmp(), token);
  }

  private PmpClient clientWithAccount7() throws Exception {
    PmpClient client = client(USER);
    client.request("7", "maintenance");
    workspace.actions().run("pmp", "approve-request", Map.of("account", "7", "user", "guest"));
    client.checkOut("7", "maintenance");
    return client;
  }

  @Test
  void readsAPassword() throws Exception {
    assertEquals("fake-System307$", client(ADMINISTRATOR).password("303", "307"));
    workspace.expect().received(Match.any().operation("pmp.account.password.get"), Count.exactly(1));
  }

  @Test
  void readsAPasswordThatHasToBeApprovedFirst() throws Exception {
    PmpClient client = clientWithAccount7();
    assertEquals("fake-Netadmin7!", client.password("7", "7"));
    client.checkIn("7");
    assertEquals("[Request]", client.status("7", "7"));
    workspace.expect().nothingCheckedOut();
  }

  @Test
  void losesAPasswordWhoseTimeIsOver() throws Exception {
    PmpClient client = clientWithAccount7();
    workspace.clock().advance("31m");
    assertThrows(PmpException.class, () -> client.password("7", "7"));
    assertEquals("[Request]", client.status("7", "7"));
    workspace.expect().received(Match.any().refused(true), Count.exactly(1));
  }

  @Test
  void triesAgainWhenTheServerIsBusyOrDropsTheConnection() throws Exception {
    // Not close(), after which java.net.http asks again by itself.
    workspace.faults().add(FaultRule.inTurn(Effect.status(503), Effect.truncate()));
    assertEquals("fake-System307$", client(ADMINISTRATOR).password("303", "307"));
    workspace.expect().received(Match.any().operation("pmp.account.password.get"), Count.exactly(3));
  }

  @Test
  void tellsAWrongToken() throws Exception {
    assertThrows(PmpException.class, () -> client("wrong").password("303", "307"));
    // Workspaces are apart: this one has seen no other request.
    workspace.expect().received(Match.any().surface("pmp"), Count.exactly(1));
  }
}
