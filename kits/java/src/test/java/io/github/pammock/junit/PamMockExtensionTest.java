package io.github.pammock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import example.Http;
import io.github.pammock.Count;
import io.github.pammock.Effect;
import io.github.pammock.FaultRule;
import io.github.pammock.Match;
import io.github.pammock.PamMock;
import io.github.pammock.PamMockOptions;
import io.github.pammock.RemovableWorkspace;
import io.github.pammock.Workspace;
import io.github.pammock.WorkspaceOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs of JUnit in a run of JUnit: the inner classes' names do not end with "Test", so that they are not run by themselves. */
@PamMockTest
class PamMockExtensionTest {

  private static final int AT_A_TIME = 8;
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private static EngineExecutionResults run(Class<?>... classes) {
    SEEN.clear();
    EngineTestKit.Builder kit =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "" + AT_A_TIME);
    for (Class<?> one : classes) kit.selectors(selectClass(one));
    return kit.execute();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @PamMockTest
  static class Parallel {

    private static final CountDownLatch ALL = new CountDownLatch(AT_A_TIME);

    @RepeatedTest(AT_A_TIME)
    void isAlone(Workspace workspace, PamMock mock) throws Exception {
      SEEN.add(workspace.id());
      // All of them hold a workspace at the same time, or this one fails.
      ALL.countDown();
      assertTrue(ALL.await(20, TimeUnit.SECONDS));
      workspace.clock().advance("1d");
      Http.get(workspace.urls().sps() + "/configuration");
      workspace.expect().received(Match.any(), Count.exactly(1));
      assertTrue(mock.workspaces().list().stream().anyMatch(one -> one.id().equals(workspace.id())));
    }
  }

  @Test
  void testsAtTheSameTimeAreApart(PamMock outer) {
    run(Parallel.class).testEvents().assertStatistics(events -> events.succeeded(AT_A_TIME).failed(0));
    assertEquals(AT_A_TIME, SEEN.size());
    // All are removed after their tests; where the emulator is another one, none was there.
    assertTrue(outer.workspaces().list().stream().noneMatch(one -> SEEN.contains(one.id())));
  }

  @ExtendWith(PamMockExtension.class)
  static class ByConstructor {

    private final Workspace workspace;

    ByConstructor(Workspace workspace) {
      this.workspace = workspace;
    }

    @BeforeEach
    void isTheSame(RemovableWorkspace same) {
      assertEquals(workspace.id(), same.id());
    }

    @Test
    void one() {
      assertTrue(SEEN.add(workspace.id()));
    }

    @Test
    void two() {
      assertTrue(SEEN.add(workspace.id()));
    }
  }

  @Test
  void aConstructorTakesTheTestsOwn() {
    run(ByConstructor.class).testEvents().assertStatistics(events -> events.succeeded(2).failed(0));
    assertEquals(2, SEEN.size());
  }

  @PamMockTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneInstance {

    private final Workspace workspace;

    OneInstance(Workspace workspace) {
      this.workspace = workspace;
    }

    @RepeatedTest(2)
    void isTheSame(Workspace same) {
      assertEquals(workspace.id(), same.id());
      SEEN.add(same.id());
    }
  }

  @Test
  void aConstructorOfOneInstanceTakesTheClasss() {
    run(OneInstance.class).testEvents().assertStatistics(events -> events.succeeded(2).failed(0));
    assertEquals(1, SEEN.size());
  }

  @PamMockTest
  static class ForTheClass {

    @BeforeAll
    static void open(Workspace workspace) {
      SEEN.add(workspace.id());
    }

    @Test
    void isTheClasss(Workspace workspace) {
      assertTrue(!SEEN.add(workspace.id()));
    }

    @Nested
    class Inside {

      @Test
      void isTheClasss(Workspace workspace) {
        assertTrue(!SEEN.add(workspace.id()));
      }
    }
  }

  @Test
  void oneThatBeforeAllTakesIsTheClasss() {
    run(ForTheClass.class).testEvents().assertStatistics(events -> events.succeeded(2).failed(0));
  }

  static class WithOptions {

    @RegisterExtension
    static final PamMockExtension MOCK = new PamMockExtension().workspace(WorkspaceOptions.defaults().profile("sps", "6.9"));

    @Test
    void areThoseOfTheWorkspace(Workspace workspace) {
      assertEquals("6.9", workspace.profiles().get("sps"));
    }
  }

  @PamMockTest
  static class WithFailures {

    @Test
    void isTold(Workspace workspace) throws Exception {
      workspace.faults().add(FaultRule.of(Effect.truncate(1)).match(Match.any().surface("pmp")).times(2));
      workspace.faults().add(FaultRule.of(Effect.status(503)).match(Match.any().path("/xtam/rest/*")));
      Http.get(workspace.urls().sps() + "/configuration");
      Http.get(workspace.urls().pmp() + "/resources");
    }

    @Test
    void hasNothingToTell(Workspace workspace) {
      workspace.expect().received(Match.any());
    }

    @Test
    void isAborted(Workspace workspace) {
      workspace.faults().add(FaultRule.of(Effect.reset()));
      org.junit.jupiter.api.Assumptions.abort("it is of no use here");
    }
  }

  @Test
  void aTestThatFailsIsToldWhatItsWorkspaceKnows() {
    var events = run(WithFailures.class).testEvents().assertStatistics(all -> all.failed(2).aborted(1));
    var told = new java.util.TreeMap<String, List<String>>();
    events.finished().stream().forEach(
        one ->
            told.put(
                one.getTestDescriptor().getDisplayName().replaceAll("\\(.*", ""),
                Stream.of(one.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow().getSuppressed())
                    .map(Throwable::toString)
                    .toList()));
    assertEquals(List.of(), told.get("hasNothingToTell"));
    assertEquals(List.of(), told.get("isAborted"));
    String text = told.get("isTold").get(0);
    assertTrue(text.startsWith("pam-mock: the last refusals:\n  GET /api/configuration → 401: "), text);
    assertTrue(text.contains(" (sps.session.missing)\n"), text);
    assertTrue(
        text.contains(
            "\nthe faults:\n  fault f-1 (truncate; surface \"pmp\") has fired once, last for GET /restapi/json/v1/resources → "),
        text);
    assertTrue(text.endsWith("\n  fault f-2 (status 503; path \"/xtam/rest/*\") was met by none"), text);
  }

  static class WithoutAnEmulator {

    @RegisterExtension
    static final PamMockExtension MOCK = new PamMockExtension().options(PamMockOptions.defaults().url("http://127.0.0.1:1"));

    @Test
    void fails(Workspace workspace) {}

    @Test
    @Tag("untouched")
    void needsNone() {}
  }

  @Test
  void optionsAreTaken() {
    run(WithOptions.class).testEvents().assertStatistics(events -> events.succeeded(1));
    assertThrows(
        IllegalArgumentException.class, () -> new PamMockExtension().workspace(WorkspaceOptions.defaults().id("one")));
  }

  @Test
  void aTestIsToldWhereThereIsNoEmulator() {
    EngineExecutionResults results = run(WithoutAnEmulator.class);
    results.testEvents().assertStatistics(events -> events.succeeded(1).failed(1));
    String message =
        results.testEvents().failed().stream()
            .findFirst().orElseThrow().getRequiredPayload(TestExecutionResult.class)
            .getThrowable().orElseThrow().getMessage();
    assertTrue(message.endsWith("No emulator answers at \"http://127.0.0.1:1\" (connection refused)."), message);
  }
}
