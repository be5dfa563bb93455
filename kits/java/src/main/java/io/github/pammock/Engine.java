package io.github.pammock;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A container engine, by its command line. */
final class Engine {

  /** This engine cannot serve an emulator; the message says why, as a part of a sentence. */
  static final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Pattern PORT = Pattern.compile(":(\\d+)\\s*$", Pattern.MULTILINE);

  private final String name;
  private final Programs programs;
  private final Duration patience;

  private Engine(String name, Programs programs, Duration patience) {
    this.name = name;
    this.programs = programs;
    this.patience = patience;
  }

  /** @throws Unusable when the program is not there, or no daemon answers it */
  static Engine find(String name, Programs programs, Duration patience) throws Unusable {
    if (programs.find(name).isEmpty()) throw new Unusable(name + " is not on the path");
    Engine engine = new Engine(name, programs, patience);
    engine.ask("has no engine that answers", SHORT, "info");
    return engine;
  }

  /**
   * Runs an image until the handle is closed.
   *
   * @param token what its control plane is to ask for; null for nothing
   */
  PamMock run(String image, String token) throws Unusable {
    if (!has(image)) ask("cannot get the image \"" + image + "\"", patience, "pull", "--quiet", image);
    List<String> command = new ArrayList<>(List.of("run", "--rm", "-d", "-p", "127.0.0.1::8080"));
    if (token != null) command.addAll(List.of("-e", "PAM_MOCK_CONTROL_TOKEN"));
    command.add(image);
    String id = ask("cannot run \"" + image + "\"", patience, command.toArray(String[]::new)).strip();
    Container container = new Container(id);
    try {
      Matcher port = PORT.matcher(ask("does not tell the port of its container", SHORT, "port", id, "8080/tcp"));
      if (!port.find()) throw new Unusable(name + " does not tell the port of its container");
      return connect("http://127.0.0.1:" + port.group(1), token, container);
    } catch (Unusable | RuntimeException error) {
      container.close();
      throw error;
    }
  }

  private PamMock connect(String url, String token, Container container) throws Unusable {
    long end = System.nanoTime() + patience.toNanos();
    Transport transport = new HttpTransport(url, token, null);
    while (true) {
      String reason;
      try {
        if (transport.send("GET", "/__mock/ready", null).status() == 200) return PamMock.open(transport, "", url, container);
        reason = "it is not ready yet";
      } catch (PamMockException error) {
        reason = error.getMessage();
        // Waiting changes nothing about a refusal.
        if (error.status() != 0) throw new Unusable(name + " runs a container that is of no use (" + reason + ")");
      }
      if (System.nanoTime() > end) {
        throw new Unusable(
            name + " runs a container that was not ready within " + patience.toSeconds() + " seconds (" + reason + ")");
      }
      pause();
    }
  }

  private boolean has(String image) {
    try {
      return programs.run(SHORT, name, "image", "inspect", image).code() == 0;
    } catch (IOException error) {
      return false;
    }
  }

  private String ask(String failure, Duration limit, String... arguments) throws Unusable {
    String[] command = new String[arguments.length + 1];
    command[0] = name;
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Programs.Ran ran = programs.run(limit, command);
      if (ran.code() == 0) return ran.stdout();
      throw new Unusable(name + " " + failure + " (" + ran.lastLine() + ")");
    } catch (IOException error) {
      throw new Unusable(name + " " + failure + " (" + error.getMessage() + ")");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(STEP.toMillis());
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw new PamMockException("The thread was interrupted while it waited for a container.", error);
    }
  }

  /** Stops when it is closed, and when this process ends. */
  private final class Container implements AutoCloseable {

    private final String id;
    private final Thread hook = new Thread(this::stop, "pam-mock-stop");

    Container(String id) {
      this.id = id;
      Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
      stop();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException error) {
        // This process ends already.
      }
    }

    private void stop() {
      try {
        programs.run(Duration.ofSeconds(20), name, "stop", "-t", "2", id);
      } catch (IOException error) {
        System.err.println("pam-mock: " + name + " cannot stop the container " + id + " (" + error.getMessage() + ").");
      }
    }
  }
}
