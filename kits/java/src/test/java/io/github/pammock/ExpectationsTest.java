package io.github.pammock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import example.Http;
import io.github.pammock.junit.PamMockTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a test is told whose expectation does not hold. */
@PamMockTest
class ExpectationsTest {

  private static final String TOKEN = "B9A1809A-5BF7-4459-9ED2-8D4F499CB902";
  private static final String GUEST = "FAKE0002-0000-4000-8000-00000000002A";

  private static String failureOf(Executable expectation) {
    return assertThrows(AssertionError.class, expectation).getMessage();
  }

  private static void readPassword(Workspace workspace, String account) throws Exception {
    Http.get(workspace.urls().pmp() + "/resources/303/accounts/" + account + "/password", "AUTHTOKEN", TOKEN);
  }

  @Test
  void namesTheNearestMisses(Workspace workspace) throws Exception {
    readPassword(workspace, "307");
    assertEquals(
        """
        Expected exactly 1 request with operation "pmp.account.password.get", status 404, but 0 of 1 match.
          GET /restapi/json/v1/resources/303/accounts/307/password → 200: status is 200, not 404""",
        failureOf(
                () ->
                    workspace.expect().received(
                        Match.any().operation("pmp.account.password.get").status(404), Count.exactly(1)))
            .replace("/w/" + workspace.id(), ""));
    String credential =
        failureOf(() -> workspace.expect().received(Match.any().credential("x").header("a", ValueTest.contains("b"))));
    assertTrue(credential.contains("credential is another, not \"x\""), credential);
    assertTrue(credential.contains("is absent, not containing \"b\""), credential);
  }

  @Test
  void namesThoseThatAreTooMany(Workspace workspace) throws Exception {
    readPassword(workspace, "307");
    String message = failureOf(() -> workspace.expect().received(Match.any().surface("pmp"), Count.exactly(0)));
    assertTrue(message.endsWith("/restapi/json/v1/resources/303/accounts/307/password → 200"), message);
    PamMockException thrown =
        assertThrows(PamMockException.class, () -> workspace.journal().verify(Match.any(), Count.atMost(0)));
    assertEquals(422, thrown.status());
    assertTrue(thrown.getMessage().startsWith("Expected at most 0 requests"), thrown.getMessage());
  }

  @Test
  void refusesAMatchThatNobodyKnows(Workspace workspace) {
    PamMockException thrown =
        assertThrows(PamMockException.class, () -> workspace.expect().received(Match.any().rule("sps.sesion.expired")));
    assertEquals(400, thrown.status());
    assertTrue(thrown.getMessage().startsWith("Bad Request: "), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("sps.session.expired"), thrown.getMessage());
  }

  @Test
  void namesWhatIsCheckedOut(Workspace workspace) throws Exception {
    String accounts = workspace.urls().pmp() + "/accounts/7/";
    Http.post(accounts + "requestpassword", "AUTHTOKEN", GUEST);
    workspace.actions().run("pmp", "approve-request", Map.of("account", "7", "user", "guest"));
    assertTrue(Http.post(accounts + "checkout", "AUTHTOKEN", GUEST).body().contains("Success"));

    String message = failureOf(() -> workspace.expect().nothingCheckedOut());
    assertTrue(message.startsWith("Expected no password checked out, but there is 1.\n  pmp \"7\", by \"guest\"\n    #"), message);
    assertTrue(message.contains("/restapi/json/v1/accounts/7/checkout → 200"), message);
    workspace.expect().nothingCheckedOut(Whose.user("admin"));
    workspace.expect().nothingCheckedOut(Whose.anybody().on("xtam"));
  }

  @Test
  void namesSessionsAndTransactionsThatAreOpen(Workspace workspace) throws Exception {
    String sps = workspace.urls().sps();
    String cookie =
        Http.get(sps + "/authentication", "Authorization", "Basic YWRtaW46YQ==")
            .headers().firstValue("set-cookie").orElseThrow().split(";")[0];
    workspace.expect().noOpenTransaction();
    Http.post(sps + "/transaction", "Cookie", cookie);
    String transaction = failureOf(() -> workspace.expect().noOpenTransaction());
    assertTrue(transaction.startsWith("Expected no open transaction, but there is 1.\n  sps"), transaction);
    String session = failureOf(() -> workspace.expect().noOpenSession(Whose.user("admin")));
    assertTrue(session.contains("/api/authentication → 200"), session);
  }

  @Test
  void countsReadsOfASecret(Workspace workspace) throws Exception {
    readPassword(workspace, "307");
    readPassword(workspace, "307");
    workspace.expect().readSecret("307");
    String message = failureOf(() -> workspace.expect().readSecret("307", Count.exactly(1), Whose.anybody()));
    assertTrue(message.startsWith("Secret \"307\" was read 2 times; expected was exactly 1.\n  read by \""), message);
    assertThrows(PamMockException.class, () -> workspace.expect().readSecret("no-such"));
  }

  @Test
  void namesRowsThatChangedOrDidNot(Workspace workspace) {
    workspace.expect().nothingChanged();
    workspace.state().patch("pmp", "{\"accounts\": {\"307\": {\"notes\": \"changed\"}}}");
    assertEquals(
        "Expected nothing to have changed:\n  pmp.accounts.307 was changed",
        failureOf(() -> workspace.expect().nothingChanged()));
    ExpectedChange row = ExpectedChange.of("pmp", "accounts", "307");
    workspace.expect().changed(row);
    assertEquals(
        """
        Other things have changed than expected.
          pmp.accounts.307 was to be removed, and is not
          pmp.accounts.1 was to differ, and does not
          pmp.accounts.307 was changed""",
        failureOf(() -> workspace.expect().changed(row.removed(), ExpectedChange.of("pmp", "accounts", "1"))));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> workspace.expect().changed(ExpectedChange.of("pmp", "acounts", "1")))
            .getMessage().matches("There is no table of pmp \"acounts\"; there are .*, accounts, .*\\. Did you mean \"accounts\"\\?"));
    assertThrows(IllegalArgumentException.class, () -> workspace.expect().changed(ExpectedChange.of("pnp", "accounts", "1")));
  }

  @Test
  void namesFaultsThatHaveNotFired(Workspace workspace) throws Exception {
    assertEquals("Expected faults that have fired, but none is in place.", failureOf(() -> workspace.expect().faultsMet()));
    workspace.faults().add(FaultRule.of(Effect.status(503)).match(Match.any().operation("pmp.account.password.get")).times(1));
    Fault second = workspace.faults().add(FaultRule.of(Effect.reset()).match(Match.any().surface("pmp")).nth(2));
    Fault third =
        workspace.faults().add(FaultRule.inTurn(Effect.close(), Effect.refuse("sps.session.expired")).match(Match.any().path("/api/*")));
    readPassword(workspace, "307");
    Http.get(workspace.urls().pmp() + "/resources", "AUTHTOKEN", TOKEN);
    assertEquals(
        """
        Expected all faults to have fired, but 2 of 3 have not.
          fault f-2 (reset; surface "pmp", nth 2) was met by 1 request, and has not fired
          fault f-3 (close, refuse sps.session.expired; path "/api/*") was met by none""",
        failureOf(() -> workspace.expect().faultsMet()));
    workspace.faults().remove(second.id());
    workspace.faults().remove(third.id());
    workspace.expect().faultsMet();
    assertEquals(
        "fault f-1 (status 503; operation \"pmp.account.password.get\") has fired once", workspace.faults().list().get(0).toString());
  }

  @Test
  void givesAdvice(Workspace workspace) throws Exception {
    Http.get(workspace.urls().pmp() + "/resources?AUTHTOKEN=" + TOKEN);
    String message = failureOf(() -> workspace.expect().noAdvice());
    assertTrue(message.startsWith("What the client does works here and will hurt on the product:\n  "), message);
    String rule = workspace.ledger().advice().get(0).rule();
    workspace.expect().noAdvice(rule);
  }
}
