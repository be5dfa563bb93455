package io.github.pammock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import example.Http;
import io.github.pammock.junit.PamMockTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Each way to an emulator, in an environment of the test's own: programs on its path are scripts. */
@PamMockTest
@DisabledOnOs(OS.WINDOWS)
class FinderTest {

  private static final String COMMAND = System.getenv("PAM_MOCK_COMMAND");

  @TempDir Path folder;
  private final Map<String, String> env = new HashMap<>();

  @BeforeEach
  void emptyPath() {
    env.put("PATH", folder.toString());
  }

  private PamMock find() {
    return new Finder(PamMockOptions.defaults().patience(Duration.ofSeconds(30)), env).find();
  }

  private String failure() {
    return assertThrows(PamMockException.class, this::find).getMessage();
  }

  private void program(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** An engine that runs the emulator of this test run; each call is noted. */
  private void docker(PamMock mock, String inspect, String pull) throws IOException {
    program(
        "docker",
        "echo \"$@\" >> " + folder.resolve("calls"),
        "case \"$1\" in",
        "info) exit 0 ;;",
        "image) " + inspect + " ;;",
        "pull) " + pull + " ;;",
        "run) echo c0ffee ;;",
        "port) echo 127.0.0.1:" + origin(mock).replaceAll(".*:", "") + " ;;",
        "esac");
  }

  private String calls() throws IOException {
    return Files.readString(folder.resolve("calls"));
  }

  private static String origin(PamMock mock) {
    return mock.urls().control().replaceAll("(/w/[^/]+)?/__mock$", "");
  }

  private static boolean answers(PamMock mock) throws InterruptedException {
    try {
      return Http.get(origin(mock) + "/__mock/ready").statusCode() == 200;
    } catch (IOException error) {
      return false;
    }
  }

  private static String command() {
    assumeTrue(COMMAND != null, "PAM_MOCK_COMMAND is not set");
    return COMMAND;
  }

  @Test
  void takesTheOneThatRunsBeforeAnythingElse(PamMock mock) throws Exception {
    env.put("PAM_MOCK_URL", origin(mock) + "/");
    env.put("PAM_MOCK_COMMAND", "false");
    try (PamMock found = find()) {
      assertEquals("default", found.id());
    }
    assertTrue(answers(mock));
  }

  @Test
  void takesAWorkspaceOfTheOneThatRuns(PamMock mock) {
    try (RemovableWorkspace workspace = mock.workspaces().create()) {
      env.put("PAM_MOCK_URL", origin(mock) + "/w/" + workspace.id() + "/__mock/");
      assertEquals(workspace.urls(), find().urls());
    }
  }

  @Test
  void saysThatTheNamedOneDoesNotAnswer() throws IOException {
    program("npx", "exit 0");
    env.put("PAM_MOCK_URL", "http://127.0.0.1:1");
    assertEquals(
        "PAM_MOCK_URL names an emulator that cannot be used. No emulator answers at \"http://127.0.0.1:1\" (connection refused).",
        failure());
  }

  @Test
  void saysThatTheNamedOneIsNone(PamMock mock) {
    env.put("PAM_MOCK_URL", mock.urls().sps());
    assertTrue(failure().contains("There is no emulator at \"" + mock.urls().sps() + "\""), failure());
    env.put("PAM_MOCK_URL", "8080");
    assertTrue(failure().contains("\"8080\" is no URL of an emulator"), failure());
  }

  @Test
  void trustsTheAuthorityThatIsGiven(PamMock mock) throws IOException {
    env.put("PAM_MOCK_URL", mock.https().control());
    assertTrue(failure().contains("is not trusted"), failure());
    env.put("PAM_MOCK_CA", Files.writeString(folder.resolve("ca.pem"), mock.caCertificate()).toString());
    assertEquals("default", find().id());
    env.put("PAM_MOCK_CA", Files.writeString(folder.resolve("none.pem"), "x").toString());
    assertTrue(failure().contains("The authority to trust"), failure());
  }

  @Test
  void startsTheCommandBeforeAnEngine() throws Exception {
    program("docker", "exit 1");
    env.put("PATH", folder + ":" + System.getenv("PATH"));
    env.put("PAM_MOCK_COMMAND", command());
    env.put("PAM_MOCK_CONTROL_TOKEN", "let-me-in");
    PamMock mock = find();
    try (mock) {
      assertEquals("default", mock.id());
      String message = assertThrows(PamMockException.class, () -> PamMock.connect(origin(mock))).getMessage();
      assertTrue(message.startsWith("Unauthorized: "), message);
    }
    assertEquals(false, answers(mock));
  }

  @Test
  void showsWhyTheCommandFails() throws IOException {
    program("broken", "echo 'what is wrong' >&2", "exit 3");
    env.put("PAM_MOCK_COMMAND", "broken 'an argument'");
    assertEquals(
        "PAM_MOCK_COMMAND starts no emulator: of \"broken an argument\", it ended with exit code 3.\nIt printed:\n  what is wrong",
        failure());
    env.put("PAM_MOCK_COMMAND", "no-such-program");
    assertTrue(failure().startsWith("PAM_MOCK_COMMAND starts no emulator: of \"no-such-program\", it cannot be started"), failure());
  }

  @Test
  void waitsForACommandOnlySoLong() throws IOException {
    program("slow", "exec /bin/sleep 60");
    PamMockOptions options = PamMockOptions.defaults().command("slow").patience(Duration.ofMillis(1500));
    String message = assertThrows(PamMockException.class, () -> new Finder(options, env).find()).getMessage();
    assertEquals("The option \"command\" starts no emulator: of \"slow\", it was not ready within 1 seconds.", message);
  }

  @Test
  void runsAContainerWhereThereIsAnEngine(PamMock mock) throws Exception {
    docker(mock, "exit 0", "exit 9");
    try (PamMock found = find()) {
      assertEquals(mock.urls(), found.urls());
    }
    String image = "ghcr.io/pam-mock/pam-mock:" + PamMock.VERSION;
    assertEquals(
        "info\nimage inspect " + image + "\nrun --rm -d -p 127.0.0.1::8080 " + image + "\nport c0ffee 8080/tcp\nstop -t 2 c0ffee\n",
        calls());
  }

  @Test
  void fetchesTheImageThatIsNotThere(PamMock mock) throws Exception {
    docker(mock, "exit 1", "exit 0");
    env.put("PAM_MOCK_IMAGE", "mine:1");
    env.put("PAM_MOCK_CONTROL_TOKEN", "x");
    find().close();
    assertTrue(calls().contains("pull --quiet mine:1\nrun --rm -d -p 127.0.0.1::8080 -e PAM_MOCK_CONTROL_TOKEN mine:1\n"), calls());
  }

  @Test
  void fallsThroughToNpxWhereAnEngineCannotGetTheImage(PamMock mock) throws Exception {
    docker(mock, "exit 1", "echo 'manifest unknown' >&2; exit 1");
    // Not by exec: npx too waits for a process of its own, and passes no signal on.
    program("npx", "echo \"$@\" > " + folder.resolve("npx-calls"), "shift 2", command() + " \"$@\"", "exit $?");
    env.put("PATH", folder + ":" + System.getenv("PATH"));
    PamMock found = find();
    try (found) {
      assertEquals(
          "--yes pam-mock@" + PamMock.VERSION + " --port 0 --json --log silent\n", Files.readString(folder.resolve("npx-calls")));
      assertTrue(answers(found));
    }
    assertEquals(false, answers(found));
  }

  @Test
  void saysInOneSentenceWhatWasTriedAndWhatToDo(PamMock mock) throws IOException {
    String none = "There is no emulator to test with: PAM_MOCK_URL and PAM_MOCK_COMMAND are not set; ";
    String todo =
        "; set PAM_MOCK_URL to an emulator that runs, or PAM_MOCK_COMMAND to a command that starts one"
            + " (\"node PATH/dist/cli/main.js\" of a checkout that is built)";
    assertEquals(
        none + "docker is not on the path; podman is not on the path; npx is not on the path" + todo
            + ", or install Docker or Node.js 20.19 or newer.",
        failure());
    docker(mock, "exit 1", "echo 'manifest unknown' >&2; exit 1");
    program("podman", "echo 'no socket' >&2", "exit 125");
    program("npx", "echo 'npm error 404' >&2", "exit 1");
    assertEquals(
        none + "docker cannot get the image \"ghcr.io/pam-mock/pam-mock:"
            + PamMock.VERSION + "\" (manifest unknown); podman has no engine that answers (no socket); of \"npx --yes pam-mock@"
            + PamMock.VERSION + "\", it ended with exit code 1" + todo + ".\nIt printed:\n  npm error 404",
        failure());
  }

  @Test
  void stopsAContainerThatDoesNotBecomeReady(PamMock mock) throws Exception {
    docker(mock, "exit 0", "exit 9");
    Path file = folder.resolve("docker");
    Files.writeString(file, Files.readString(file).replaceAll("127.0.0.1:\\d+", "127.0.0.1:1"));
    PamMockOptions options = PamMockOptions.defaults().patience(Duration.ofSeconds(1));
    String message = assertThrows(PamMockException.class, () -> new Finder(options, env).find()).getMessage();
    assertTrue(message.contains("docker runs a container that was not ready within 1 seconds (No emulator answers"), message);
    assertTrue(calls().endsWith("stop -t 2 c0ffee\n"), calls());
  }

  @Test
  void endsWithTheProcessThatStartedIt() throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp", System.getProperty("java.class.path"),
                LeavesItRunning.class.getName(), command())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    java.environment().remove("PAM_MOCK_URL");
    Process process = java.start();
    String url = process.inputReader().readLine();
    assertEquals(200, Http.get(url + "/ready").statusCode());
    process.destroy();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertThrows(IOException.class, () -> Http.get(url + "/ready"));
  }

  /** Never closes its handle. */
  static final class LeavesItRunning {

    private LeavesItRunning() {}

    public static void main(String[] arguments) throws InterruptedException {
      PamMock mock = PamMock.start(PamMockOptions.defaults().command(Programs.split(arguments[0]).toArray(String[]::new)));
      System.out.println(mock.urls().control());
      Thread.sleep(60_000);
    }
  }
}
