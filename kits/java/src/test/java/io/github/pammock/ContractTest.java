package io.github.pammock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pammock.junit.PamMockTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** All that the kit asks, held against the description that the emulator gives of itself. */
@PamMockTest
class ContractTest {

  /** What the kit leaves to others. A new operation of the emulator has to be covered, or added here. */
  private static final List<String> NOT_COVERED =
      List.of(
          "GET /__mock/", "GET /__mock/console/{file}", "GET /__mock/coverage", "GET /__mock/faults/{id}", "GET /__mock/handles",
          "GET /__mock/journal/stream", "GET /__mock/metrics", "GET /__mock/openapi.json", "GET /__mock/openapi.yaml",
          "GET /__mock/openapi/{file}",
          // Asked while a container starts, before there is a handle.
          "GET /__mock/ready",
          "GET /__mock/rules", "GET /__mock/settings", "GET /__mock/state/{surface}/{table}",
          // PUT does the same, and a proxy sees the id.
          "POST /__mock/requests", "POST /__mock/workspaces");

  @Test
  void asksWhatTheEmulatorDescribes(PamMock mock) {
    String origin = mock.urls().control().replaceAll("(/w/[^/]+)?/__mock$", "");
    Transport real = new HttpTransport(origin, System.getenv("PAM_MOCK_CONTROL_TOKEN"), null);
    RecordingTransport recording = new RecordingTransport(real);
    exercise(PamMock.open(recording, "", origin, () -> {}));

    OpenApi document = new OpenApi(JsonParser.parseString(real.send("GET", "/__mock/openapi.json", null).text()).getAsJsonObject());
    Set<String> covered = new TreeSet<>();
    for (RecordingTransport.Call call : recording.calls) covered.add(document.hold(call));

    Set<String> rest = new TreeSet<>(document.operations());
    rest.removeAll(covered);
    assertEquals(List.copyOf(rest), NOT_COVERED);
    assertEquals(Set.of(), methodsNotCalled(recording));
  }

  private static Set<String> methodsNotCalled(RecordingTransport recording) {
    Set<String> methods = new TreeSet<>(Set.of("Workspace.reset", "PamMock.caCertificate", "PamMock.clientCertificate"));
    for (Class<?> one :
        List.of(
            ActionsHandle.class, ClockHandle.class, Expectations.class, FaultsHandle.class, JournalHandle.class,
            LedgerHandle.class, RemovableWorkspace.class, SnapshotsHandle.class, StateHandle.class, WorkspacesHandle.class)) {
      methods.addAll(RecordingTransport.methodsOf(one));
    }
    methods.removeAll(recording.callers);
    return methods;
  }

  /** Calls every method, with every member that a builder can make. */
  private static void exercise(PamMock mock) {
    mock.caCertificate();
    mock.clientCertificate("certuser");
    mock.workspaces().list();
    mock.workspaces().create().remove();
    Map<String, Object> users = Map.of("users", List.of(Map.of("id", "1", "login", "me", "role", "Administrator")));
    WorkspaceOptions options =
        WorkspaceOptions.defaults()
            .fixtures("pmp", users)
            .profile("sps", "7.0")
            .setting("sps", "transactions", "parallel")
            .clock(Instant.parse("2030-01-01T00:00:00Z"))
            .frozen()
            .port(0);
    try (RemovableWorkspace first = mock.workspaces().create(options)) {
      assertEquals(Instant.parse("2030-01-01T00:00:00Z"), first.clock().get().now());
      first.snapshots().take("one");
      mock.workspaces().create(WorkspaceOptions.defaults().from(first.id()).snapshot("one")).close();
      assertEquals(first.id(), mock.workspaces().get(first.id()).id());
    }
    try (RemovableWorkspace workspace = mock.workspaces().create()) {
      exercise(workspace);
    }
  }

  private static void exercise(Workspace workspace) {
    Match match =
        Match.any().surface("pmp").operation("pmp.account.*").method("get").path("/restapi/*").credential("x")
            .header("accept", ValueTest.contains("json")).query("limit", ValueTest.absent())
            .bodyJson("a[0]", 5).bodyForm("b", Pattern.compile("^a", Pattern.CASE_INSENSITIVE)).bodyPart("c", ValueTest.equalTo(List.of(1)));
    workspace.clock().advance(Duration.ofMinutes(1));
    workspace.clock().advance("1m");
    workspace.clock().set(Instant.now());
    workspace.clock().freeze();
    workspace.clock().thaw();
    Fault fault =
        workspace.faults().add(
            FaultRule.of(Effect.status(503).header("a", "b", "c").body(Map.of("d", 1)))
                .match(match).nth(2).probability(0.5).times(1).until(Duration.ofMinutes(5)));
    workspace.faults().remove(fault.id());
    workspace.faults().add(
        FaultRule.inTurn(
                Effect.delay(Duration.ofMillis(1)), Effect.refuse("pmp.account.in-use").fact("user", "x"), Effect.reset(), Effect.close(),
                Effect.truncate(), Effect.truncate(3), Effect.malformed(), Effect.drip(Duration.ofMillis(1)), Effect.vendor("in-use"),
                Effect.pass())
            .after(1).match(Match.any().surface("pmp").body("x")).until(Instant.now().plusSeconds(60)));
    assertEquals(10, workspace.faults().list().get(0).effects().size());
    assertTrue(workspace.faults().vendor().size() > 1);
    Match whole = match.status(200).rule("pmp.*").refused(true).fault(workspace.faults().list().get(0).id());
    workspace.journal().list();
    workspace.journal().list(JournalFilter.of(whole).limit(1).id("1").unmasked());
    workspace.journal().verify(whole, Count.exactly(0));
    workspace.faults().clear();
    workspace.journal().har(JournalFilter.of(Match.any()));
    workspace.journal().clear();
    workspace.ledger().get("pmp", "307");
    workspace.ledger().advice();
    workspace.state().count();
    workspace.state().get("pmp");
    workspace.state().row("pmp", "accounts", "307");
    workspace.state().patch("pmp", Map.of());
    workspace.state().patch("pmp", "{}");
    workspace.snapshots().take("a");
    workspace.state().diff(DiffOptions.from("a").surface("pmp").bookkeeping());
    workspace.snapshots().restore("a");
    workspace.snapshots().list();
    workspace.snapshots().remove("a");
    workspace.actions().list();
    workspace.actions().run("sps", "take-config-lock");
    workspace.actions().run("pmp", "disable-token", Map.of("user", "operations"));
    workspace.reset();
    Expectations expect = workspace.expect();
    expect.received(Match.any(), Count.atMost(0));
    assertThrows(AssertionError.class, expect::faultsMet);
    expect.nothingCheckedOut();
    expect.noOpenTransaction(Whose.user("admin").on("sps"));
    expect.noOpenSession();
    expect.readSecret("307", Count.exactly(0), Whose.anybody());
    expect.nothingChanged();
    expect.noAdvice();
    workspace.state().patch("pmp", "{\"accounts\": {\"307\": {\"notes\": \"changed\"}}}");
    expect.changed(ExpectedChange.of("pmp", "accounts", "307"));
  }

  /** The paths of a document, and the names that it allows. */
  private static final class OpenApi {

    private final JsonObject document;

    OpenApi(JsonObject document) {
      this.document = document;
    }

    List<String> operations() {
      List<String> all = new ArrayList<>();
      JsonObject paths = document.getAsJsonObject("paths");
      for (String path : paths.keySet()) {
        for (String method : paths.getAsJsonObject(path).keySet()) all.add(method.toUpperCase() + " " + path);
      }
      return all;
    }

    /** @return the operation that a call is one of */
    String hold(RecordingTransport.Call call) {
      String[] parts = call.path().replaceFirst("^/w/[^/]+", "").split("\\?", 2);
      String operation =
          operations().stream()
              .filter(one -> one.startsWith(call.method() + " "))
              .filter(one -> parts[0].matches(one.split(" ")[1].replaceAll("\\{\\w+}", "[^/]+")))
              .min((a, b) -> Boolean.compare(a.contains("{"), b.contains("{")))
              .orElseThrow(() -> new AssertionError("The emulator describes no " + call));
      JsonObject described =
          document.getAsJsonObject("paths").getAsJsonObject(operation.split(" ")[1]).getAsJsonObject(call.method().toLowerCase());
      for (String pair : parts.length == 1 ? new String[0] : parts[1].split("&")) holdParameter(described, pair.split("=")[0], operation);
      if (call.body() != null) {
        JsonObject body = described.getAsJsonObject("requestBody");
        assertTrue(body != null, () -> operation + " takes no body");
        JsonElement schema = body.getAsJsonObject("content").getAsJsonObject("application/json").get("schema");
        assertTrue(allows(schema, JsonParser.parseString(call.body())), () -> operation + " does not take " + call.body());
      }
      return operation;
    }

    private static void holdParameter(JsonObject described, String name, String operation) {
      for (JsonElement one : described.getAsJsonArray("parameters")) {
        if (one.getAsJsonObject().get("name").getAsString().equals(name)) return;
      }
      throw new AssertionError(operation + " takes no parameter \"" + name + "\"");
    }

    /** Whether all names of members, at any depth, are those of a schema; values are the emulator's own matter. */
    private boolean allows(JsonElement schema, JsonElement value) {
      if (!schema.isJsonObject()) return true;
      JsonObject one = schema.getAsJsonObject();
      if (one.has("$ref")) return allows(resolve(one.get("$ref").getAsString()), value);
      for (String choice : List.of("anyOf", "oneOf")) {
        if (!one.has(choice)) continue;
        for (JsonElement option : one.getAsJsonArray(choice)) if (allows(option, value)) return true;
        return false;
      }
      if (one.has("const") && !one.get("const").equals(value)) return false;
      if (value.isJsonObject()) return allowsObject(one, value.getAsJsonObject());
      if (value.isJsonArray() && one.has("items")) {
        for (JsonElement item : value.getAsJsonArray()) if (!allows(one.get("items"), item)) return false;
      }
      return !one.has("type") || !one.get("type").isJsonPrimitive() || !one.get("type").getAsString().equals("object");
    }

    private boolean allowsObject(JsonObject schema, JsonObject value) {
      if (schema.has("type") && schema.get("type").isJsonPrimitive() && !schema.get("type").getAsString().equals("object")) return false;
      JsonObject properties = schema.has("properties") ? schema.getAsJsonObject("properties") : new JsonObject();
      for (JsonElement name : schema.has("required") ? schema.getAsJsonArray("required") : new com.google.gson.JsonArray()) {
        if (!value.has(name.getAsString())) return false;
      }
      for (String name : value.keySet()) {
        JsonElement others = schema.get("additionalProperties");
        if (properties.has(name)) {
          if (!allows(properties.get(name), value.get(name))) return false;
        } else if (others != null && (others.isJsonPrimitive() || !allows(others, value.get(name)))) {
          return false;
        }
      }
      return true;
    }

    private JsonElement resolve(String reference) {
      JsonElement found = document;
      for (String step : reference.substring(2).split("/")) found = found.getAsJsonObject().get(step);
      return found;
    }
  }
}
