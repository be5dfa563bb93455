package io.github.pammock;

import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An emulator that runs as a process of ours, and ends with this one. */
final class EmulatorProcess implements AutoCloseable {

  /** It did not become ready. */
  static final class FailedStart extends Exception {

    private static final long serialVersionUID = 1L;

    /** What it printed on stderr. */
    final String output;

    FailedStart(String message, String output) {
      super(message);
      this.output = output;
    }
  }

  /** The line that it prints when it is ready. */
  private record Ready(Urls urls) {
    private record Urls(String control) {}
  }

  private static final int MOST_KEPT = 4_000;
  private static final Duration TIME_TO_END = Duration.ofSeconds(5);

  private final Process process;
  private final Thread hook = new Thread(this::end, "pam-mock-stop");
  private final StringBuffer stderr = new StringBuffer();
  private final CompletableFuture<String> url = new CompletableFuture<>();

  private EmulatorProcess(Process process) {
    this.process = process;
    Runtime.getRuntime().addShutdownHook(hook);
    Thread errors = reader(process.errorReader(StandardCharsets.UTF_8), this::keep, () -> {});
    reader(
        process.inputReader(StandardCharsets.UTF_8),
        this::readReadyLine,
        () -> {
          join(errors);
          url.completeExceptionally(new IOException("it ended with exit code " + exitCode()));
        });
  }

  /**
   * @param command without the arguments that make it print where it listens
   * @throws FailedStart when it ends, or is not ready in time
   */
  static EmulatorProcess start(Programs programs, List<String> command, Duration patience) throws FailedStart {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of("--port", "0", "--json", "--log", "silent"));
    EmulatorProcess emulator;
    try {
      emulator = new EmulatorProcess(programs.builder(whole).start());
    } catch (IOException error) {
      throw new FailedStart("it cannot be started (" + error.getMessage() + ")", "");
    }
    try {
      emulator.url.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return emulator;
    } catch (ExecutionException error) {
      emulator.close();
      throw new FailedStart(error.getCause().getMessage(), emulator.stderr.toString());
    } catch (TimeoutException error) {
      emulator.close();
      throw new FailedStart("it was not ready within " + patience.toSeconds() + " seconds", emulator.stderr.toString());
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      emulator.close();
      throw new FailedStart("the thread that waited for it was interrupted", "");
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:41873}. */
  String url() {
    return url.join();
  }

  /** Ends it, and waits for its end. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException error) {
      // This process ends already.
    }
  }

  private void end() {
    // npx and shells do not pass a signal on to what they have started.
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroy);
    try {
      for (ProcessHandle one : all) one.onExit().get(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException error) {
      all.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException error) {
      all.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  private void readReadyLine(String line) {
    try {
      Ready ready = Json.read(line, Ready.class);
      if (ready != null && ready.urls() != null && ready.urls().control() != null) {
        url.complete(ready.urls().control().replaceAll("/__mock$", ""));
      }
    } catch (JsonParseException error) {
      // Something before it in the command has printed a line of its own.
    }
  }

  private void keep(String line) {
    stderr.append(line).append('\n');
    if (stderr.length() > MOST_KEPT) stderr.delete(0, stderr.length() - MOST_KEPT);
  }

  private int exitCode() {
    try {
      return process.waitFor();
    } catch (InterruptedException error) {
      return -1;
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(1_000);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread reader(BufferedReader lines, java.util.function.Consumer<String> each, Runnable atEnd) {
    Thread thread =
        new Thread(
            () -> {
              try (lines) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) each.accept(line);
              } catch (IOException error) {
                // The process is gone.
              }
              atEnd.run();
            },
            "pam-mock-reader");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
