package example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pammock.Match;
import io.github.pammock.Workspace;
import io.github.pammock.junit.PamMockTest;
import org.junit.jupiter.api.Test;

@PamMockTest
class PasswordTest {

  @Test
  void readsAPassword(Workspace workspace) throws Exception {
    String token = workspace.world().pmp().token("administrator");
    String url = workspace.urls().pmp() + "/resources/303/accounts/307/password";

    assertTrue(Http.get(url, "AUTHTOKEN", token).body().contains("fake-System307$"));

    workspace.expect().received(Match.any().operation("pmp.account.password.get").status(200));
  }
}
