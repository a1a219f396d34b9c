package io.forewarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The page about Spring shows Java that compiles, and settings that exist. */
class SpringDocumentTest {
  private static final Path PAGE = Path.of("../../docs/spring.md");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

  private static final String BEFORE =
      """
      import io.forewarm.client.Forewarm;
      import io.forewarm.client.testing.MemoryForewarm;
      import io.forewarm.spring.*;
      import java.util.List;
      import org.springframework.boot.test.context.TestConfiguration;
      import org.springframework.cache.annotation.*;
      import org.springframework.context.annotation.*;
      import org.springframework.stereotype.Service;

      final class Page {
        interface Database {
          Product product(long id);

          void rename(long id, String name);

          List<Product> bestsellers(String genre);

          List<Product> page(String genre, int page);

          void discontinue(long id);
        }

        Database database;

      """;

  @TempDir private Path folder;

  private static List<String> code(String language) throws IOException {
    return FENCE
        .matcher(Files.readString(PAGE))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map((MatchResult block) -> block.group(2))
        .toList();
  }

  @Test
  void itsJavaCompiles() throws IOException {
    List<String> snippets = code("java");
    assertThat(snippets).hasSize(3);
    Path file =
        Files.writeString(
            folder.resolve("Page.java"), BEFORE + String.join("\n", snippets) + "}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(file);
      String classPath = System.getProperty("java.class.path");
      List<String> options = List.of("-proc:none", "-cp", classPath, "-d", folder.toString());
      boolean good = compiler.getTask(said, files, null, options, null, sources).call();
      assertThat(good).as(said.toString()).isTrue();
    }
  }

  @Test
  void itsSettingsExist() throws IOException {
    List<String> blocks = code("yaml");
    assertThat(blocks).hasSize(2);
    ForewarmProperties shop = bound(blocks.get(0));
    assertThat(shop.redis().url()).isEqualTo("redis://127.0.0.1:6379");
    assertThat(shop.kafka().wanted()).isTrue();
    assertThat(shop.region("products").key()).isEqualTo("product:{id}");
    assertThat(shop.region("products").hardTtl()).isEqualTo(Duration.ofMinutes(30));
    assertThat(bound(blocks.get(1)).defaults().answers())
        .containsExactly(NoSuchElementException.class);
  }

  private static ForewarmProperties bound(String yaml) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("page", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
        .forEach(environment.getPropertySources()::addFirst);
    return Binder.get(environment).bind("forewarm", ForewarmProperties.class).get();
  }
}
