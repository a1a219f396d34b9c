package io.forewarm.client.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How a process tells Redis's time between two answers. */
class RedisClockTest {
  private static final long REDIS = 1_700_000_000_000L;

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  private final RedisClock clock = new RedisClock(nanos::get, 1_000);

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** An answer that says a time and takes a while, half of it on the way there. */
  private void answer(long redisMillis, long roundTripMillis) {
    long asked = nanos.get();
    pass(roundTripMillis);
    clock.learn(asked, redisMillis);
  }

  @Test
  void guessesUntilRedisHasSpoken() {
    pass(5);
    assertThat(clock.now()).isEqualTo(1_005);
  }

  @Test
  void goesOnFromWhatRedisSaid() {
    answer(REDIS, 10);
    assertThat(clock.now()).isEqualTo(REDIS + 5);
    pass(1_000);
    assertThat(clock.now()).isEqualTo(REDIS + 1_005);
  }

  @Test
  void aSlowerAnswerTeachesNothing() {
    answer(REDIS, 10);
    answer(REDIS + 90_000, 100);
    assertThat(clock.now()).isEqualTo(REDIS + 105);
  }

  @Test
  void aQuickerAnswerTeachesMore() {
    answer(REDIS, 10);
    answer(REDIS + 50, 2);
    assertThat(clock.now()).isEqualTo(REDIS + 51);
  }

  @Test
  void anOldAnswerGivesWayToASlowerOne() {
    answer(REDIS, 2);
    pass(31_000);
    answer(REDIS + 40_000, 20);
    assertThat(clock.now()).isEqualTo(REDIS + 40_010);
  }
}
