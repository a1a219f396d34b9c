package io.forewarm.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.EmbeddedRedis;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsr107.tck.CacheTest;
import org.junit.jupiter.api.Test;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/**
 * The JSR's own tests, over a real Redis. Those that fail are the ones that the page lists with
 * their reasons: no other, and all of them.
 */
class TckTest {
  private static final Path PAGE = Path.of("../../docs/jcache.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+\\.\\w+)` \\|");
  private static final Pattern TOTAL = Pattern.compile("(\\d+) tests: (\\d+) pass, (\\d+) fail");

  @Test
  void whatFailsIsWhatThePageSays() throws Exception {
    TreeMap<String, String> failed = new TreeMap<>();
    List<String> ran = new ArrayList<>();
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      System.setProperty(ForewarmCachingProvider.DEFAULT_REDIS, redis.url());
      System.setProperty("javax.cache.Cache", ForewarmCache.class.getName());
      System.setProperty("javax.cache.Cache.Entry", Pair.class.getName());
      System.setProperty("javax.cache.CacheManager", ForewarmCacheManager.class.getName());
      System.setProperty(
          "javax.cache.spi.CachingProvider", ForewarmCachingProvider.class.getName());
      JUnitCore core = new JUnitCore();
      core.addListener(
          new RunListener() {
            @Override
            public void testFinished(Description test) {
              ran.add(name(test));
            }

            @Override
            public void testFailure(Failure failure) {
              failed.putIfAbsent(name(failure.getDescription()), failure.getTrace());
            }
          });
      Result result = core.run(tests());
      System.clearProperty("javax.cache.spi.CachingProvider");
      System.clearProperty(ForewarmCachingProvider.DEFAULT_REDIS);
      assertThat(result.getRunCount()).isEqualTo(ran.size());
    }
    String page = Files.readString(PAGE);
    Set<String> expected =
        ROW.matcher(page)
            .results()
            .map((MatchResult row) -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(new TreeSet<>(failed.keySet().stream().map(TckTest::method).toList()))
        .as(failed.toString())
        .isEqualTo(expected);
    assertThat(TOTAL.matcher(page).results().map(MatchResult::group))
        .contains(
            ran.size()
                + " tests: "
                + (ran.size() - failed.size())
                + " pass, "
                + failed.size()
                + " fail");
  }

  /** Without the parameters of the run. */
  private static String method(String test) {
    return test.replaceAll("\\[.*", "");
  }

  private static String name(Description test) {
    return test.getTestClass().getSimpleName() + "." + test.getMethodName();
  }

  private static Class<?>[] tests() throws IOException, ClassNotFoundException {
    String jar = CacheTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    List<Class<?>> classes = new ArrayList<>();
    try (JarFile file = new JarFile(jar)) {
      for (String entry : file.stream().map(each -> each.getName()).sorted().toList()) {
        if (entry.startsWith("org/jsr107/tck/")
            && !entry.contains("/annotation/")
            && entry.matches("[^$]*Test\\.class")) {
          classes.add(Class.forName(entry.replace('/', '.').replaceAll("\\.class$", "")));
        }
      }
    }
    return classes.stream()
        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
        .toArray(Class<?>[]::new);
  }
}
