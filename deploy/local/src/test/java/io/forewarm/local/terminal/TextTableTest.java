package io.forewarm.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void alignsTextToTheLeftAndNumbersToTheRight() {
    TextTable table = new TextTable("NAME", "COUNT", "STATE");
    table.add("a", 7, "ok");
    table.add("longer", 12345, "missing");

    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out));

    assertThat(out.toString().lines())
        .containsExactly("NAME    COUNT  STATE", "a           7  ok", "longer  12345  missing");
  }

  @Test
  void refusesARowOfAnotherWidth() {
    assertThatThrownBy(() -> new TextTable("A", "B").add("only one"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
