package io.forewarm.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.Topics;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the README compiles, runs, and does what stands beside it. */
@Tag("integration")
class ReadmeJavaTest {
  private static final String BEFORE =
      """
      import io.forewarm.client.*;
      import io.forewarm.client.codec.Codec;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.Callable;

      public final class Readme implements Callable<List<String>> {
        static final class Database {
          private final List<String> posts = new ArrayList<>();

          synchronized String posts(long user, int page) {
            return user + "/" + page + posts;
          }

          synchronized String addPost(long user, String text) {
            posts.add(text);
            return posts(user, 1);
          }
        }

        private final Database database = new Database();

        @Override
        public List<String> call() {
      """;
  private static final String AFTER =
      """
          String then = pages.get(new PostPage(42, 1));
          forewarm.close();
          return List.of(page, then);
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void itsSnippetCompilesAndRuns() throws Exception {
    List<String> snippets = Document.of("README.md").code("java");
    assertThat(snippets).hasSize(1);
    String snippet =
        onOurParts(
            snippets.get(0),
            "redis://127.0.0.1:6379",
            Embedded.redis().url(),
            "127.0.0.1:9092",
            Embedded.kafka().bootstrapServers());
    Embedded.topics(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS);

    Path source = Files.writeString(folder.resolve("Readme.java"), BEFORE + snippet + AFTER);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath = System.getProperty("java.class.path");
    int errors =
        compiler.run(
            null, null, null, "-proc:none", "-cp", classPath, "-d", folder + "", source + "");
    assertThat(errors).as("javac says more in the output of this test").isZero();

    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Callable<?> readme =
          (Callable<?>) loader.loadClass("Readme").getDeclaredConstructor().newInstance();
      assertThat(readme.call()).isEqualTo(List.of("42/1[]", "42/1[hello]"));
    }
  }

  private static String onOurParts(String snippet, String... addresses) {
    String ours = snippet;
    for (int i = 0; i < addresses.length; i += 2) {
      assertThat(ours).contains(addresses[i]);
      ours = ours.replace(addresses[i], addresses[i + 1]);
    }
    return ours;
  }
}
