package io.forewarm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that the comparison shows compile against the peers that it names. */
class ComparisonJavaTest {
  private static final Path DOCUMENT = Path.of("../docs/comparison.md");
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
  private static final String IMPORTS =
      """
      import com.alicp.jetcache.*;
      import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
      import com.alicp.jetcache.redisson.RedissonCacheBuilder;
      import io.forewarm.client.*;
      import io.forewarm.client.codec.Codec;
      import java.time.Duration;
      import java.util.concurrent.TimeUnit;
      import org.redisson.api.*;

      """;

  @TempDir private Path folder;

  @Test
  void everyProgramCompiles() throws Exception {
    List<String> programs =
        JAVA.matcher(Files.readString(DOCUMENT))
            .results()
            .map((MatchResult program) -> program.group(1))
            .toList();
    assertThat(programs).hasSize(4);
    String source = IMPORTS + programs.stream().collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("Comparison.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      String classPath = System.getProperty("java.class.path");
      List<String> options =
          List.of("-proc:none", "-Xlint:none", "-cp", classPath, "-d", folder.toString());
      boolean good =
          compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(file)).call();
      assertThat(good).as("%s\n%s", said, source).isTrue();
    }
  }
}
