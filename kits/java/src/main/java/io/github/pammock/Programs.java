package io.github.pammock;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Programs of the machine, in an environment that a test may choose. */
final class Programs {

  /** What a program did. */
  record Ran(int code, String stdout, String stderr) {

    /** Its last words, for a sentence. */
    String lastLine() {
      String text = (stderr.isBlank() ? stdout : stderr).strip();
      return text.isEmpty() ? "exit code " + code : text.substring(text.lastIndexOf('\n') + 1).strip();
    }
  }

  private final Map<String, String> env;

  Programs(Map<String, String> env) {
    this.env = env;
  }

  /** Where a program is, by the search path. */
  Optional<String> find(String name) {
    boolean isWindows = File.separatorChar == '\\';
    List<String> endings = isWindows ? List.of(".exe", ".cmd", ".bat") : List.of("");
    for (String folder : env.getOrDefault(isWindows && !env.containsKey("PATH") ? "Path" : "PATH", "").split(File.pathSeparator)) {
      for (String ending : endings) {
        try {
          Path file = Path.of(folder, name + ending);
          if (Files.isRegularFile(file) && Files.isExecutable(file)) return Optional.of(file.toString());
        } catch (InvalidPathException error) {
          // A search path may hold anything.
        }
      }
    }
    return Optional.empty();
  }

  /** A program that is named without a folder is looked for on the search path of this environment. */
  ProcessBuilder builder(List<String> command) {
    List<String> found = new ArrayList<>(command);
    find(command.get(0)).ifPresent(program -> found.set(0, program));
    ProcessBuilder builder = new ProcessBuilder(found);
    builder.environment().clear();
    builder.environment().putAll(env);
    return builder;
  }

  /** Runs a program to its end. @throws IOException when it cannot be started, or takes longer */
  Ran run(Duration patience, String... command) throws IOException {
    Process process = builder(List.of(command)).start();
    process.getOutputStream().close();
    CompletableFuture<String> stdout = textOf(process.getInputStream());
    CompletableFuture<String> stderr = textOf(process.getErrorStream());
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("no answer within " + patience.toSeconds() + " seconds");
      }
      return new Ran(process.exitValue(), stdout.join(), stderr.join());
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", error);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static CompletableFuture<String> textOf(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException error) {
                text.complete("");
              }
            },
            "pam-mock-reader");
    reader.setDaemon(true);
    reader.start();
    return text;
  }

  /** Splits a command as a shell does: by spaces, with quotes, and a backslash before what would mean something else. */
  static List<String> split(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int at = 0; at < command.length(); at++) {
      char one = command.charAt(at);
      char next = at + 1 < command.length() ? command.charAt(at + 1) : 0;
      if (quote == 0 && Character.isWhitespace(one)) {
        if (word != null) words.add(word.toString());
        word = null;
        continue;
      }
      if (word == null) word = new StringBuilder();
      if (one == quote) {
        quote = 0;
      } else if (quote == 0 && (one == '"' || one == '\'')) {
        quote = one;
      } else if (one == '\\' && quote != '\'' && (next == '\\' || next == '"' || quote == 0 && (next == ' ' || next == '\''))) {
        // Elsewhere it is kept: paths of Windows have many.
        word.append(next);
        at++;
      } else {
        word.append(one);
      }
    }
    if (word != null) words.add(word.toString());
    return words;
  }
}
