package io.forewarm.local.advice;

import static io.forewarm.local.advice.AdviceLab.origin;
import static io.forewarm.local.advice.AdviceLab.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.forewarm.client.Region;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.App;
import io.forewarm.streams.AppConfig;
import io.forewarm.streams.AppConfigSources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of Redis planted into a running system, what fills it, what it is read for, what is
 * compressed for it: each is found within two minutes and named rightly, and what is recommended
 * brings what was said.
 */
@Tag("proof")
class PlantedPressureTest {
  private static final Topics TOPICS = new Topics("pressed.", 2);
  private static final StackConfig STACK =
      StackConfig.DEFAULT
          .withTopics(TOPICS)
          .withMaxmemory("64mb")
          .withApp(Map.of("eviction.enabled", "false"));
  private static final int VALUE = 3_900;
  private static final long MAXMEMORY = 64L << 20;
  private static final double NEARLY_FULL = 0.92;

  private int parts;

  private static byte[] noise(int id, int bytes) {
    byte[] noise = new byte[bytes];
    new Random(id).nextBytes(noise);
    return noise;
  }

  @Test
  void eachIsFoundNamedAndMended(@TempDir Path folder) throws Exception {
    try (AdviceLab lab = new AdviceLab(STACK, 4)) {
      Region<Integer, byte[]> images =
          lab.open("images", "image:{id}", Duration.ofSeconds(1), id -> noise(id, 64 << 10));
      lab.read(images, 50, 10);
      lab.run("rules", "put", "stars", "--near", "off");
      Region<Integer, byte[]> stars =
          lab.open("stars", "user:{id}:wall", Duration.ofMinutes(5), origin(2));
      SplittableRandom random = new SplittableRandom(3);
      lab.read(stars, () -> random.nextInt(10) < 8 ? 7 : random.nextInt(50), 5);
      long planted = System.nanoTime();
      Region<Integer, byte[]> bulk =
          lab.open("bulk", "part:{id}", Duration.ofMinutes(30), id -> noise(id, VALUE));
      fill(lab, bulk);
      lab.read(bulk, parts, 100);

      JsonNode full = lab.expect("MEMORY_FULL", "bulk", System.nanoTime());
      JsonNode slot = lab.expect("HOT_SLOT", "stars", planted);
      JsonNode vain = lab.expect("COMPRESSION_VAIN", "images", planted);

      lab.apply(vain);
      lab.apply(slot);
      try (App second = App.start(evicting(lab, folder))) {
        assertThat(second.awaitReady(Duration.ofMinutes(1))).isTrue();
        pass(Duration.ofSeconds(100));
        assertThat(
                measured("compressMsPerSecond", vain, lab.figure("images", "compressMsPerSecond")))
            .isLessThan(vain.get("effect").get("now").asDouble() / 3);
        double near = expected(slot);
        assertThat(measured("nearRatio", slot, lab.figure("stars", "nearRatio")))
            .isBetween(near * 2 / 3, near * 4 / 3);
        double share = expected(full);
        assertThat(measured("memory", full, memory(lab))).isBetween(share - 0.05, share + 0.05);
      }
    }
  }

  private static double expected(JsonNode advice) {
    return advice.get("effect").get("expected").asDouble();
  }

  private static double measured(String figure, JsonNode advice, double measured) {
    System.out.printf(
        "planted: %s %.2f before, %.2f expected, %.2f measured%n",
        figure, advice.get("effect").get("now").asDouble(), expected(advice), measured);
    return measured;
  }

  /** Step by step, as the app sees it, so that Redis itself has nothing to drop. */
  private void fill(AdviceLab lab, Region<Integer, byte[]> region) throws IOException {
    for (double share = memory(lab); share < NEARLY_FULL; share = memory(lab)) {
      int some = (int) Math.max(100, (NEARLY_FULL - share) * MAXMEMORY / VALUE / 2);
      for (int i = 0; i < some; i++) {
        region.get(parts++);
      }
      long looked = looked(lab);
      await().atMost(Duration.ofSeconds(20)).until(() -> looked(lab) > looked + 1_000);
    }
  }

  private static long looked(AdviceLab lab) throws IOException {
    return lab.ask("/api/memory").get("now").get("at").asLong();
  }

  private static double memory(AdviceLab lab) throws IOException {
    return lab.ask("/api/state").get("memory").asDouble();
  }

  private static AppConfig evicting(AdviceLab lab, Path folder) {
    return AppConfigSources.read(
        null,
        Map.of(),
        List.of(
            "kafka.bootstrap.servers=" + lab.stack.addresses().kafka(),
            "redis.url=" + lab.stack.addresses().redis(),
            "topics.prefix=" + TOPICS.prefix(),
            "topics.partitions=" + TOPICS.partitions(),
            "http.port=0",
            "streams.instance-id=second",
            "streams.state-dir=" + folder.resolve("state"),
            "eviction.enabled=true"));
  }
}
