package io.github.pammock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramsTest {

  @Test
  void splitsACommandAsAShellDoes() {
    assertEquals(List.of("node", "/a b/main.js", "--seed", "x"), Programs.split("  node '/a b/main.js'  --seed \"x\" "));
    assertEquals(List.of("a b", "", "it's", "say \"x\""), Programs.split("a\\ b '' \"it's\" say\\ \\\"x\\\""));
    assertEquals(List.of("C:\\node\\node.exe", "C:\\a b\\main.js"), Programs.split("C:\\node\\node.exe \"C:\\a b\\main.js\""));
    assertEquals(List.of(), Programs.split("  "));
  }
}
