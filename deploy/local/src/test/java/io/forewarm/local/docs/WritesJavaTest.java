package io.forewarm.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the page about writes compiles, all of it in one method. */
class WritesJavaTest {
  private static final String BEFORE =
      """
      import io.forewarm.client.*;
      import io.forewarm.client.codec.Codec;
      import java.util.*;

      final class Writing {
        record Profile(String name, long version) {}

        interface Database {
          String rename(long id, String title);

          String rename(long id, String title, UUID write);

          Profile renameProfile(String handle, String name);

          String timeline(long user);

          List<String> followed(long user);
        }

        void snippets(
            Forewarm forewarm,
            Database database,
            Region<Long, String> posts,
            Region<String, Profile> profiles) {
      """;

  @TempDir private Path folder;

  @Test
  void itsSnippetsCompile() throws Exception {
    List<String> snippets = Document.of("docs/writes.md").code("java");
    assertThat(snippets).hasSize(4);
    String all =
        String.join("", snippets.subList(0, 3))
            + "RegionConfig.Builder<Long, String> description = "
            + snippets.get(3).strip()
            + ";\n";
    new Snippet("Writing", BEFORE + all + "  }\n}\n").compile(folder);
  }
}
