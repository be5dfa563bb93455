package io.github.pammock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import example.Http;
import io.github.pammock.junit.PamMockTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What comes back is what is meant. That all is asked rightly is ContractTest's. */
@PamMockTest
class HandleTest {

  private static final String TOKEN = "B9A1809A-5BF7-4459-9ED2-8D4F499CB902";

  @Test
  void movesTime(Workspace workspace) {
    Instant moment = Instant.parse("2030-01-01T00:00:00Z");
    workspace.clock().freeze();
    assertEquals(moment, workspace.clock().set(moment).now());
    assertEquals(moment.plusSeconds(90), workspace.clock().advance(Duration.ofSeconds(90)).now());
    assertEquals(moment.plusSeconds(30), workspace.clock().advance("-60s").now());
    assertTrue(workspace.clock().get().frozen());
    assertTrue(!workspace.clock().thaw().frozen());
    assertThrows(PamMockException.class, () -> workspace.clock().advance("soon"));
  }

  @Test
  void showsEntriesOfTheJournal(Workspace workspace) throws Exception {
    Http.get(workspace.urls().pmp() + "/resources", "AUTHTOKEN", "wrong");
    Http.get(workspace.urls().pmp() + "/resources/303/accounts/307/password", "AUTHTOKEN", TOKEN);
    JournalPage page = workspace.journal().list(JournalFilter.of(Match.any().refused(true)).limit(1));
    JournalEntry refused = page.entries().get(0);
    assertEquals(1, page.total());
    assertEquals(workspace.id(), refused.workspace());
    assertEquals("pmp", refused.surface());
    assertEquals("GET", refused.request().method());
    assertTrue(refused.reason().rule().startsWith("pmp."), refused.reason().toString());
    assertTrue(refused.durationMs() >= 0 && refused.at().isAfter(Instant.EPOCH));

    Match read = Match.any().header("authtoken", Pattern.compile("^b9a", Pattern.CASE_INSENSITIVE));
    JournalEntry shown = workspace.journal().list(JournalFilter.of(read).unmasked()).entries().get(0);
    assertEquals(TOKEN, shown.request().headers().get("authtoken"));
    assertTrue(shown.response().body().contains("fake-System307$"));
    assertTrue(!workspace.journal().list(read).entries().get(0).response().body().contains("fake-System307$"));
    assertEquals(null, shown.reason());
    assertTrue(workspace.journal().har(JournalFilter.of(Match.any())).contains("\"log\""));
    workspace.journal().clear();
    assertEquals(List.of(), workspace.journal().list().entries());
  }

  @Test
  void makesThingsFail(Workspace workspace) throws Exception {
    String url = workspace.urls().pmp() + "/resources";
    FaultRule rule =
        FaultRule.inTurn(Effect.status(503).header("x-a", "1", "2").body(Map.of("busy", true)), Effect.pass(), Effect.close());
    Fault fault = workspace.faults().add(rule);
    var busy = Http.get(url);
    assertEquals(503, busy.statusCode());
    assertEquals(List.of("1", "2"), busy.headers().allValues("x-a"));
    assertEquals("{\"busy\":true}", busy.body());
    assertNotEquals(503, Http.get(url).statusCode());
    assertThrows(java.io.IOException.class, () -> Http.post(url));
    Fault used = workspace.faults().list().get(0);
    assertEquals(fault.id(), used.id());
    assertEquals(3, used.fired());
    assertEquals(0, workspace.journal().list(Match.any().fault(fault.id())).entries().get(1).response().status());
    workspace.faults().remove(fault.id());
    assertEquals(404, assertThrows(PamMockException.class, () -> workspace.faults().remove(fault.id())).status());
    Fault second = workspace.faults().add(FaultRule.of(Effect.status(500)).nth(2).match(Match.any().surface("pmp")).times(1));
    assertEquals(Map.of("surface", "pmp", "nth", 2L), second.match());
    assertEquals(1L, second.times());
    assertEquals(Map.of("type", "status", "status", 500L), second.effect());
  }

  @Test
  void changesAndRestoresState(Workspace workspace) {
    long accounts = workspace.state().count().get("pmp").get("accounts");
    assertEquals(accounts, workspace.state().get("pmp").get("accounts").size());
    workspace.snapshots().take("before");
    workspace.state().patch("pmp", "{\"accounts\": {\"307\": null}}");
    assertEquals(accounts - 1, workspace.state().count().get("pmp").get("accounts"));
    assertThrows(PamMockException.class, () -> workspace.state().row("pmp", "accounts", "307"));
    StateChange change = workspace.state().diff().get(0);
    assertEquals("removed", change.change());
    assertEquals(null, change.after());
    assertEquals(List.of("before"), workspace.snapshots().list());
    workspace.snapshots().restore("before");
    assertEquals("307", ((Map<?, ?>) workspace.state().row("pmp", "accounts", "307")).get("id"));
    assertEquals(List.of(), workspace.state().diff(DiffOptions.from("before").surface("pmp")));
    assertThrows(IllegalArgumentException.class, () -> workspace.state().patch("pmp", "{"));
  }

  @Test
  void knowsWorldAndActions(Workspace workspace) {
    assertEquals("xtam_password", workspace.world().xtam().users().get("xtam_login"));
    assertEquals("a", workspace.world().sps().users().get("admin"));
    assertEquals("a", workspace.world().sps().password("admin"));
    World.Pmp pmp = workspace.world().pmp();
    assertEquals(pmp.tokens().get("administrator"), pmp.token("administrator"));
    assertEquals("307", pmp.account("MSSQLServer/system"));
    assertEquals("303", pmp.resource("MSSQLServer"));
    World.Xtam xtam = workspace.world().xtam();
    assertEquals("xtam_password", xtam.password("xtam_login"));
    xtam.tokens().forEach((login, token) -> assertEquals(token, xtam.token(login)));
    xtam.records().forEach((name, id) -> assertEquals(id, xtam.record(name)));
    xtam.folders().forEach((name, id) -> assertEquals(id, xtam.folder(name)));
    xtam.recordTypes().forEach((name, id) -> assertEquals(id, xtam.recordType(name)));
    String slip = assertThrows(IllegalArgumentException.class, () -> pmp.token("administratr")).getMessage();
    assertTrue(slip.startsWith("There is no token of PMP \"administratr\"; there are "), slip);
    assertTrue(slip.endsWith(" Did you mean \"administrator\"?"), slip);
    String none = assertThrows(IllegalArgumentException.class, () -> xtam.record("nothing like it at all")).getMessage();
    assertTrue(none.endsWith("."), none);
    assertEquals(workspace.urls().sps().replace("http:", "https:"), workspace.https().sps());
    Action action =
        workspace.actions().list().stream().filter(one -> one.action().equals("approve-request")).findFirst().orElseThrow();
    assertEquals("object", action.input().get("type"));
    assertThrows(PamMockException.class, () -> workspace.actions().run("pmp", "no-such"));
  }

  @Test
  void opensAPortForAWorkspace(PamMock mock) throws Exception {
    String url;
    try (RemovableWorkspace workspace = mock.workspaces().create(WorkspaceOptions.defaults().port(0))) {
      url = workspace.urls().sps();
      assertTrue(!url.contains("/w/"), url);
      assertEquals(401, Http.get(url + "/configuration").statusCode());
      workspace.expect().received(Match.any().surface("sps"), Count.exactly(1));
      assertTrue(mock.workspaces().list().stream().anyMatch(one -> one.id().equals(workspace.id())));
      workspace.remove(); // and closing does it no second time
    }
    String gone = url;
    assertThrows(java.io.IOException.class, () -> Http.get(gone + "/configuration"));
  }

  @Test
  void givesCertificates(PamMock mock) {
    assertTrue(mock.caCertificate().startsWith("-----BEGIN CERTIFICATE-----"));
    assertTrue(mock.clientCertificate("certuser").contains("PRIVATE KEY-----"));
    String origin = mock.https().control().replace("/__mock", "");
    PamMock.connect(origin, System.getenv("PAM_MOCK_CONTROL_TOKEN"), mock.caCertificate()).close();
  }

  @Test
  void refusesWhatItCannotSay() {
    assertThrows(IllegalArgumentException.class, () -> ValueTest.matches(Pattern.compile("a", Pattern.COMMENTS)));
    assertThrows(IllegalArgumentException.class, () -> new Count("about", 3));
    assertThrows(IllegalArgumentException.class, () -> WorkspaceOptions.defaults().fixtures("pmp", "[]"));
  }
}
