package io.forewarm.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about JCache shows Java that compiles. */
class JCacheDocumentTest {
  private static final Path PAGE = Path.of("../../docs/jcache.md");
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

  private static final String BEFORE =
      """
      import io.forewarm.client.Region;
      import java.net.URI;
      import java.util.Map;
      import javax.cache.*;
      import javax.cache.configuration.*;
      import javax.cache.expiry.*;
      import javax.cache.integration.CacheLoader;

      final class Page {
        record Product(long id, String name) {}

        static final class Products implements CacheLoader<Long, Product> {
          @Override
          public Product load(Long id) {
            return new Product(id, "lamp");
          }

          @Override
          public Map<Long, Product> loadAll(Iterable<? extends Long> ids) {
            return Map.of();
          }
        }

        void shown() {
      """;

  @TempDir private Path folder;

  @Test
  void itsJavaCompiles() throws IOException {
    List<String> snippets =
        JAVA.matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    assertThat(snippets).hasSize(1);
    Path file =
        Files.writeString(
            folder.resolve("Page.java"), BEFORE + String.join("\n", snippets) + "}}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString());
      boolean good =
          compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(file)).call();
      assertThat(good).as(said.toString()).isTrue();
    }
  }
}
