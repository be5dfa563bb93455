package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pammock.Count;
import io.github.pammock.DiffOptions;
import io.github.pammock.Effect;
import io.github.pammock.ExpectedChange;
import io.github.pammock.FaultRule;
import io.github.pammock.JournalPage;
import io.github.pammock.Match;
import io.github.pammock.PamMock;
import io.github.pammock.RemovableWorkspace;
import io.github.pammock.StateChange;
import io.github.pammock.Workspace;
import io.github.pammock.WorkspaceOptions;
import io.github.pammock.junit.PamMockTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The blocks of README.md; a test holds both together. */
@PamMockTest
class SixThingsTest {

  private static final String TOKEN = "B9A1809A-5BF7-4459-9ED2-8D4F499CB902";

  @Test
  void beginsWithAFreshWorld(Workspace workspace) throws Exception {
    assertEquals("307", workspace.world().pmp().account("MSSQLServer/system"));
    assertEquals(0, workspace.journal().list().total());
    workspace.reset(); // and again, whenever a test wants
  }

  @Test
  void anIdleSessionIsOver(Workspace workspace) throws Exception {
    String sps = workspace.urls().sps();
    String cookie =
        Http.get(sps + "/authentication", "Authorization", "Basic YWRtaW46YQ==")
            .headers().firstValue("set-cookie").orElseThrow().split(";")[0];
    assertEquals(200, Http.get(sps + "/configuration", "Cookie", cookie).statusCode());

    workspace.clock().advance("20m");

    assertEquals(401, Http.get(sps + "/configuration", "Cookie", cookie).statusCode());
    workspace.expect().received(Match.any().rule("sps.session.expired"), Count.exactly(1));
  }

  @Test
  void waitsAsLongAsItIsToldTo(Workspace workspace) throws Exception {
    workspace.faults().add(FaultRule.of(Effect.status(503).header("retry-after", "30")).times(2));

    String url = workspace.urls().sps() + "/configuration";
    assertEquals(401, Http.getPatiently(url, time -> workspace.clock().advance(time)).statusCode());

    assertEquals(60_000, workspace.clock().get().offsetMs());
  }

  @Test
  void isToldToComeBackLater(Workspace workspace) throws Exception {
    Effect busy = Effect.status(429).header("retry-after", "30");
    workspace.faults().add(FaultRule.of(busy).match(Match.any().surface("sps")).times(1));

    String url = workspace.urls().sps() + "/configuration";
    assertEquals("30", Http.get(url).headers().firstValue("retry-after").orElseThrow());
    assertEquals(401, Http.get(url).statusCode());
    workspace.expect().faultsMet(); // none was in vain
  }

  @Test
  void saysWhyItChangesAPassword(Workspace workspace) throws Exception {
    changePassword(workspace, "rotation of March");

    workspace.expect().received(
        Match.any()
            .header("authtoken", TOKEN)
            .bodyForm("INPUT_DATA.operation.Details.REASON", Pattern.compile("^rotation")),
        Count.exactly(1));
    workspace.expect().nothingCheckedOut();
    workspace.expect().noAdvice();
  }

  @Test
  void saysWhyItWasRefused(Workspace workspace) throws Exception {
    Http.get(workspace.urls().pmp() + "/resources", "AUTHTOKEN", "wrong");

    JournalPage page = workspace.journal().list(Match.any().refused(true));
    assertEquals("pmp.token.unknown", page.entries().get(0).reason().rule());
  }

  @Test
  void readsAPasswordOfItsOwnWorld(PamMock mock) throws Exception {
    WorkspaceOptions mine = WorkspaceOptions.defaults().fixtures("pmp", """
        {
          "users": [{ "id": "1", "login": "me", "role": "Administrator", "api": { "token": "MY-TOKEN" } }],
          "resources": [
            {
              "id": "900", "name": "mine", "type": "Linux", "owner": "me",
              "accounts": [{ "id": "901", "name": "root", "password": "hunter2" }]
            }
          ]
        }""");
    try (RemovableWorkspace workspace = mock.workspaces().create(mine)) {
      String url = workspace.urls().pmp() + "/resources/900/accounts/901/password";
      assertTrue(Http.get(url, "AUTHTOKEN", "MY-TOKEN").body().contains("hunter2"));
    }
  }

  @Test
  void changesNothingButThePassword(Workspace workspace) throws Exception {
    workspace.snapshots().take("before");

    changePassword(workspace, "test");

    workspace.expect().changed(ExpectedChange.of("pmp", "accounts", "307").changed());
    StateChange change = workspace.state().diff(DiffOptions.from("before")).get(0);
    assertEquals("pmp.accounts.307", change.place());
  }

  private static void changePassword(Workspace workspace, String reason) throws Exception {
    String data =
        "{\"operation\":{\"Details\":{\"NEWPASSWORD\":\"Aa1!changed\",\"RESETTYPE\":\"LOCAL\",\"REASON\":\"" + reason + "\"}}}";
    String form = "INPUT_DATA=" + java.net.URLEncoder.encode(data, java.nio.charset.StandardCharsets.UTF_8);
    Http.putForm(workspace.urls().pmp() + "/resources/303/accounts/307/password", form, "AUTHTOKEN", TOKEN);
  }
}
