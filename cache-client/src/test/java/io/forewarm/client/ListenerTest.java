package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.forewarm.client.codec.Codec;
import io.forewarm.client.testing.FaultyOrigin;
import io.forewarm.client.testing.MemoryForewarm;
import io.forewarm.client.testing.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ListenerTest {
  private static final String MASKED = "things:#";

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final ForewarmListener listener =
      new ForewarmListener() {
        @Override
        public void advice(Advice advice) {
          heard.add("advice " + advice.setting());
        }

        @Override
        public void loadFailed(String cacheKey, Throwable cause) {
          heard.add("failed " + cacheKey);
        }

        @Override
        public void fillRefused(String cacheKey) {
          heard.add("refused " + cacheKey);
        }

        @Override
        public void originBreaker(String region, boolean open) {
          heard.add("breaker " + region + " " + open);
        }

        @Override
        public void controlLog(boolean current) {
          heard.add("log " + current);
          throw new IllegalStateException("this listener is broken");
        }
      };
  private final MemoryStore redis = new MemoryStore();
  private MemoryForewarm forewarm;
  private final FaultyOrigin<String, String> origin = new FaultyOrigin<>(key -> "v", 1);
  private final Logger log = (Logger) LoggerFactory.getLogger("io.forewarm.client");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
    forewarm = new MemoryForewarm(redis, config -> config.listener(listener).maskKeys(true));
  }

  @AfterEach
  void close() {
    log.detachAppender(lines);
    origin.healthy();
    forewarm.close();
  }

  private RegionConfig.Builder<String, String> things() {
    return RegionConfig.builder("things", String.class, "{id}")
        .codec(Codec.utf8())
        .failures(
            FailurePolicy.DEFAULT
                .retries(0)
                .pauses(Duration.ofMillis(1), Duration.ofMillis(1))
                .breaker(50, Duration.ofMillis(20)))
        .loader(origin);
  }

  @Test
  void adviceIsHeardAndLogged() {
    forewarm.open(things().maxStaleness(Duration.ofMinutes(5)).build());

    assertThat(heard).containsExactly("log true", "advice maxStaleness=PT5M");
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.contains("maxStaleness=PT5M") && line.contains("set it to softTtl"));
  }

  @Test
  void whatCannotWorkIsRefusedAndMayBeOpenedMended() {
    assertThatThrownBy(() -> forewarm.open(things().nearBytes(10).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nearBytes=10");

    assertThat(forewarm.open(things().build()).get("a")).isEqualTo("v");
  }

  @Test
  void failuresAndTheBreakerAreHeard() {
    Region<String, String> region = forewarm.open(things().build());
    origin.down();
    for (int i = 0; i < 30; i++) {
      String key = "k" + i;
      assertThatThrownBy(() -> region.get(key)).isInstanceOf(CacheException.class);
    }
    assertThat(heard).contains("failed things:k0", "breaker things true");

    origin.healthy();
    await()
        .untilAsserted(
            () -> {
              region.with(CallOptions.DEFAULT.withoutCache()).get("x");
              assertThat(heard).contains("breaker things false");
            });
  }

  @Test
  void aFillThatComesAfterAWriteIsHeard() {
    Region<String, String> region = forewarm.open(things().build());
    origin.hold();
    CompletableFuture<String> reader = region.getAsync("a");
    await().until(() -> origin.calls() == 1);
    region.invalidate("a");
    origin.resume();

    reader.join();
    assertThat(heard).contains("refused things:a");
  }

  @Test
  void aListenerThatFailsHarmsNobody() {
    Region<String, String> region = forewarm.open(things().build());
    forewarm.advance(Duration.ZERO);
    forewarm.advance(Duration.ZERO);

    assertThat(region.get("a")).isEqualTo("v");
    assertThat(heard).containsExactly("log true", "log false", "log false");
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(line -> line.contains("listener fails"))
        .hasSize(1);
  }

  @Test
  void maskedKeysAreNotInTheLog() {
    Region<String, Integer> numbers =
        forewarm.open(
            RegionConfig.builder("things", String.class, "{id}")
                .codec(Codec.json(Integer.class))
                .loader(key -> 1)
                .build());
    try (MemoryForewarm old = new MemoryForewarm(redis)) {
      old.open(
              RegionConfig.builder("things", String.class, "{id}")
                  .codec(Codec.json(String.class))
                  .loader(key -> "no number")
                  .build())
          .get("secret");
    }

    assertThat(numbers.get("secret")).isEqualTo(1);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.contains(MASKED))
        .noneMatch(line -> line.contains("secret"));
  }
}
