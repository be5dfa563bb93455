package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final Pattern BLOCK = Pattern.compile("^```java\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void eachBlockOfJavaStandsInATest() throws IOException {
    String sources;
    try (Stream<Path> files = Files.list(Path.of("src/test/java/example"))) {
      sources = files.map(ReadmeTest::withoutIndentation).collect(Collectors.joining("\n"));
    }
    List<String> blocks =
        BLOCK.matcher(Files.readString(Path.of("README.md"))).results().map((MatchResult one) -> one.group(1)).toList();
    for (String block : blocks) {
      assertTrue(sources.contains(stripped(block)), () -> "In no file of src/test/java/example:\n" + block);
    }
    assertEquals(12, blocks.size());
  }

  @Test
  void runsWithoutJUnit() throws Exception {
    assertEquals(401, WithoutJUnit.main());
  }

  private static String withoutIndentation(Path file) {
    try {
      return stripped(Files.readString(file));
    } catch (IOException error) {
      throw new AssertionError(error);
    }
  }

  private static String stripped(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
