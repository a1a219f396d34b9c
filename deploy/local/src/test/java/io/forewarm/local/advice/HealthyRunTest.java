package io.forewarm.local.advice;

import static io.forewarm.local.advice.AdviceLab.origin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.Region;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A service in good health: for minutes nobody is called by an alert, and nothing certain is
 * recommended.
 */
@Tag("proof")
class HealthyRunTest {
  private static final StackConfig STACK =
      StackConfig.DEFAULT.withTopics(new Topics("healthy.", 2));
  private static final Duration WATCHED = Duration.ofMinutes(4);

  @Test
  void nothingIsSaidOfIt() throws Exception {
    try (AdviceLab lab = new AdviceLab(STACK, 8)) {
      Region<Integer, byte[]> posts =
          lab.open("posts", "user:{id}:posts", Duration.ofMinutes(5), origin(4));
      SplittableRandom random = new SplittableRandom(5);
      lab.read(posts, () -> (int) (1_000 * Math.pow(random.nextDouble(), 3)), 5);
      lab.write(posts, 1_000, 500);
      byte[] text = "as text is, with words again and again ".repeat(200).getBytes(UTF_8);
      lab.read(lab.open("pages", "page:{id}", Duration.ofMinutes(2), id -> text), 300, 5);
      lab.read(lab.open("prices", "price:{id}", Duration.ofMinutes(1), origin(2)), 100, 10);

      long until = System.nanoTime() + WATCHED.toNanos();
      await()
          .atMost(WATCHED.plusMinutes(1))
          .pollInterval(Duration.ofSeconds(3))
          .until(
              () -> {
                assertThat(lab.ask("/api/alerts"))
                    .as("alerts")
                    .allMatch(alert -> alert.get("level").asText().equals("INFO"));
                assertThat(lab.certain()).as("certain recommendations").isEmpty();
                return System.nanoTime() >= until;
              });
      assertThat(lab.figure("posts", "readsPerSecond")).isGreaterThan(50);
    }
  }
}
