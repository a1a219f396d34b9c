package io.forewarm.local.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.client.codec.Compression;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.embedded.Embedded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

/** The code of the page about the way in and back compiles; its readers read what Redis holds. */
@Tag("integration")
class AdoptionDocumentTest {
  private static final Document PAGE = Document.of("docs/adoption.md");
  private static final String TEXT = "a text that repeats itself, ".repeat(40);

  private static final String BEFORE =
      """
      import com.github.luben.zstd.Zstd;
      import io.forewarm.client.*;
      import io.forewarm.client.codec.Codec;
      import java.nio.ByteBuffer;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.function.*;
      import net.jpountz.lz4.LZ4Factory;
      import org.redisson.api.RMapCache;

      public final class Adoption implements Callable<List<String>> {
        interface Jedis {
          String get(String key);

          String setex(String key, long seconds, String value);

          long del(String key);
        }

        interface ValueWrapper {}

        interface Cache {
          String getName();

          Object getNativeCache();

          ValueWrapper get(Object key);

          <T> T get(Object key, Class<T> type);

          <T> T get(Object key, Callable<T> loader);

          void put(Object key, Object value);

          void evict(Object key);

          void clear();
        }

        interface Old {
          String product(long id);

          void remove(long id);
        }

        void snippets(Jedis jedis, Old old) {
      """;

  /** They know the types that the page declares, so they are declared after these. */
  private static final String DATABASE =
      """
      interface Database {
        Product product(long id);

        String json(long id);

        String rename(long id, String name);
      }
      Database database = null;
      """;

  private static final String MIDDLE =
      """
        }

        @Override
        public List<String> call() {
          List<String> read = new ArrayList<>();
          for (String hex : System.getProperty("stored").split(",")) {
            read.add(new String(Payload.of(HexFormat.of().parseHex(hex))));
          }
          return read;
        }

        static
      """;

  @TempDir private Path folder;

  @Test
  void itsJavaCompilesAndReadsWhatRedisHolds() throws Exception {
    List<String> java = PAGE.code("java");
    String wrapper = java.get(1) + "Watched watched = new Watched();\n";
    String body =
        java.get(0)
            + DATABASE
            + wrapper
            + java.subList(2, java.size() - 1).stream().collect(Collectors.joining());
    String reader = java.get(java.size() - 1);
    System.setProperty("stored", String.join(",", stored()));

    Object read = new Snippet("Adoption", BEFORE + body + MIDDLE + reader + "}\n").run(folder);

    assertThat(read).isEqualTo(List.of(TEXT, TEXT, TEXT));
  }

  @Test
  void itsPythonReadsWhatRedisHolds() throws Exception {
    String program =
        PAGE.code("python").get(0)
            + "import sys\nsys.stdout.buffer.write(payload(bytes.fromhex(sys.argv[1])))\n";
    assertThat(run("reader.py", program, "python3", stored().get(0))).isEqualTo(TEXT);
  }

  @Test
  void itsJavaScriptReadsWhatRedisHolds() throws Exception {
    String program =
        PAGE.code("js").get(0)
            + "process.stdout.write(payload(Buffer.from(process.argv[2], 'hex')));\n";
    assertThat(run("reader.js", program, "node", stored().get(0))).isEqualTo(TEXT);
  }

  private String run(String name, String program, String interpreter, String argument)
      throws Exception {
    assumeTrue(exists(interpreter), interpreter + " is not installed");
    Path file = Files.writeString(folder.resolve(name), program);
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(interpreter, file.toString(), argument)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }

  private static boolean exists(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns what a client stored: plain, and compressed in both ways. */
  private static List<String> stored() {
    return List.of(
        stored(CompressionConfig.of(Compression.NONE)),
        stored(compressed(Compression.ZSTD)),
        stored(compressed(Compression.LZ4)));
  }

  private static CompressionConfig compressed(Compression algorithm) {
    return new CompressionConfig(algorithm, 16, 0.1, 64 << 20);
  }

  private static String stored(CompressionConfig compression) {
    String prefix = Embedded.uniquePrefix("adoption");
    try (Forewarm forewarm =
        Forewarm.connect(
            ForewarmConfig.builder("shop")
                .redis(Embedded.redis().url())
                .redisPrefix(prefix)
                .compression(compression)
                .build())) {
      Region<Long, String> products =
          forewarm.open(
              RegionConfig.builder("products", Long.class, "product:{id}")
                  .codec(Codec.utf8())
                  .loader(id -> TEXT)
                  .build());
      assertThat(products.get(42L)).isEqualTo(TEXT);
    }
    Config config = new Config();
    config.useSingleServer().setAddress(Embedded.redis().url()).setConnectionMinimumIdleSize(1);
    RedissonClient redis = Redisson.create(config);
    try {
      byte[] bytes =
          redis
              .<byte[]>getBucket(prefix + "v:{products:product:42}", ByteArrayCodec.INSTANCE)
              .get();
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).startsWith("\u00f7\u0001\u0000");
      return HexFormat.of().formatHex(bytes);
    } finally {
      redis.shutdown();
    }
  }
}
