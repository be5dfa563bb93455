package io.github.pammock;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds an emulator: one that runs, a command that was asked for, a container, the command by npx; the first that applies. */
final class Finder {

  private static final String TO_DO =
      "set PAM_MOCK_URL to an emulator that runs, or PAM_MOCK_COMMAND to a command that starts one"
          + " (\"node PATH/dist/cli/main.js\" of a checkout that is built)";

  private final PamMockOptions options;
  private final Map<String, String> env;
  private final String token;
  private final Programs programs;

  Finder(PamMockOptions options, Map<String, String> env) {
    this.options = options;
    this.env = env;
    this.token = options.token() == null ? given("PAM_MOCK_CONTROL_TOKEN") : options.token();
    Map<String, String> childEnv = new HashMap<>(env);
    if (token != null) childEnv.put("PAM_MOCK_CONTROL_TOKEN", token);
    this.programs = new Programs(childEnv);
  }

  /** @throws PamMockException when there is none */
  PamMock find() {
    String url = options.url() == null ? given("PAM_MOCK_URL") : options.url();
    if (url != null) return connect(url);
    List<String> command = command();
    if (!command.isEmpty()) return startAsAsked(command);
    List<String> reasons = new ArrayList<>(List.of("PAM_MOCK_URL and PAM_MOCK_COMMAND are not set"));
    for (String name : List.of("docker", "podman")) {
      try {
        return Engine.find(name, programs, options.patience()).run(image(), token);
      } catch (Engine.Unusable error) {
        reasons.add(error.getMessage());
      }
    }
    String output = "";
    if (programs.find("npx").isEmpty()) {
      reasons.add("npx is not on the path");
    } else {
      List<String> npx = List.of("npx", "--yes", "pam-mock@" + PamMock.VERSION);
      try {
        return start(npx);
      } catch (EmulatorProcess.FailedStart error) {
        reasons.add("of \"" + String.join(" ", npx) + "\", " + error.getMessage());
        output = shown(error.output);
      }
    }
    throw new PamMockException(
        "There is no emulator to test with: " + String.join("; ", reasons) + "; " + TO_DO + toInstall() + "." + output, null);
  }

  /** What is there and fails has another reason. */
  private String toInstall() {
    List<String> names = new ArrayList<>();
    if (programs.find("docker").isEmpty() && programs.find("podman").isEmpty()) names.add("Docker");
    if (programs.find("npx").isEmpty()) names.add("Node.js 20.19 or newer");
    return names.isEmpty() ? "" : ", or install " + String.join(" or ", names);
  }

  private PamMock connect(String url) {
    String ca = options.ca();
    if (ca == null && given("PAM_MOCK_CA") != null) ca = options.ca(Path.of(given("PAM_MOCK_CA"))).ca();
    try {
      return PamMock.connect(url, token, ca);
    } catch (PamMockException error) {
      if (options.url() != null) throw error;
      throw new PamMockException("PAM_MOCK_URL names an emulator that cannot be used. " + error.getMessage(), error);
    }
  }

  private PamMock startAsAsked(List<String> command) {
    try {
      return start(command);
    } catch (EmulatorProcess.FailedStart error) {
      String where = options.command().isEmpty() ? "PAM_MOCK_COMMAND" : "The option \"command\"";
      throw new PamMockException(
          where + " starts no emulator: of \"" + String.join(" ", command) + "\", " + error.getMessage() + "."
              + shown(error.output),
          error);
    }
  }

  private PamMock start(List<String> command) throws EmulatorProcess.FailedStart {
    EmulatorProcess emulator = EmulatorProcess.start(programs, command, options.patience());
    try {
      return PamMock.open(emulator.url(), token, null, emulator);
    } catch (RuntimeException error) {
      emulator.close();
      throw error;
    }
  }

  private List<String> command() {
    if (!options.command().isEmpty()) return options.command();
    String command = given("PAM_MOCK_COMMAND");
    return command == null ? List.of() : Programs.split(command);
  }

  private String image() {
    if (options.image() != null) return options.image();
    String image = given("PAM_MOCK_IMAGE");
    return image == null ? "ghcr.io/pam-mock/pam-mock:" + PamMock.VERSION : image;
  }

  /** A variable that is set to something. */
  private String given(String name) {
    String value = env.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String shown(String output) {
    return output.isBlank() ? "" : "\nIt printed:\n" + output.strip().indent(2).stripTrailing();
  }
}
