package io.forewarm.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the page about testing compiles, and its assertions hold. */
class TestingJavaTest {
  private static final String BEFORE =
      """
      import static org.assertj.core.api.Assertions.*;

      import io.forewarm.client.*;
      import io.forewarm.client.codec.Codec;
      import io.forewarm.client.testing.*;
      import java.time.Duration;
      import java.util.Map;
      import java.util.concurrent.*;

      public final class %s implements Callable<String> {
        @Override
        public String call() {
      """;
  private static final String AFTER =
      """
          return "done";
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void itsSnippetsRun() throws Exception {
    List<String> snippets = Document.of("docs/testing.md").code("java");
    assertThat(snippets).hasSize(2);
    for (int i = 0; i < snippets.size(); i++) {
      String name = "Testing" + i;
      Snippet snippet = new Snippet(name, BEFORE.formatted(name) + snippets.get(i) + AFTER);
      assertThat(snippet.run(folder)).isEqualTo("done");
    }
  }
}
