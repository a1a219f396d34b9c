package io.forewarm.local.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadDriverTest {
  private static final Duration TTL = Duration.ofSeconds(60);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final VirtualClock clock = new VirtualClock();
  private final Tally tally = new Tally();
  private final Origin origin = new Origin(OriginConfig.of(Duration.ZERO, 0, 1), key -> 100, clock);

  private static Arrival read(long atMillis, String key) {
    return new Arrival(TimeUnit.MILLISECONDS.toNanos(atMillis), Operation.read(key));
  }

  /** Answers from a value given at once; each read takes some time of the virtual clock. */
  private record SlowTarget(VirtualClock clock, long nanos) implements Target {
    @Override
    public byte[] read(Operation operation) {
      long givenAt = clock.now();
      clock.advance(nanos);
      return new StampedValue(operation.key(), 1, givenAt).toBytes(100);
    }

    @Override
    public long write(Operation operation) {
      return 1;
    }
  }

  @Test
  void latencyRunsFromWhenAReadWasDue() throws Exception {
    CountDownLatch allStarted = new CountDownLatch(1);
    SlowTarget slow = new SlowTarget(clock, TimeUnit.MILLISECONDS.toNanos(100));
    Target waits =
        new Target() {
          @Override
          public byte[] read(Operation operation) throws InterruptedException {
            allStarted.await();
            return slow.read(operation);
          }

          @Override
          public long write(Operation operation) {
            return 1;
          }
        };
    try (LoadDriver driver = new LoadDriver(waits, origin, TTL, clock, new Lanes(1, 1))) {
      driver.offer(List.of(read(0, "a"), read(0, "b"), read(0, "c")).iterator(), tally);
      allStarted.countDown();
      assertThat(driver.finish(LIMIT)).isTrue();
    }

    assertThat(tally.mark().reads()).isEqualTo(3);
    assertThat(tally.mark().meanMillis()).isCloseTo(200, within(0.5));
    assertThat(tally.readMillis(100)).isCloseTo(300, within(1.0));
  }

  @Test
  void operationsStartWhenTheyAreDue() throws Exception {
    long start = clock.now();
    try (LoadDriver driver =
        new LoadDriver(new SlowTarget(clock, 0), origin, TTL, clock, new Lanes(1, 1))) {
      driver.offer(List.of(read(0, "a"), read(500, "b"), read(2_000, "c")).iterator(), tally);
      assertThat(driver.finish(LIMIT)).isTrue();
    }

    assertThat(clock.now() - start).isEqualTo(2_000_000_000L);
    assertThat(tally.mark().hits()).isEqualTo(3);
    assertThat(tally.mark().fresh()).isEqualTo(3);
  }

  @Test
  void failuresAreCountedAndTheFirstIsKept() throws Exception {
    Target broken =
        new Target() {
          @Override
          public byte[] read(Operation operation) {
            throw new IllegalStateException("no " + operation.key());
          }

          @Override
          public long write(Operation operation) {
            throw new IllegalStateException("no write");
          }
        };
    try (LoadDriver driver = new LoadDriver(broken, origin, TTL, clock, new Lanes(1, 1))) {
      driver.offer(
          List.of(read(0, "a"), read(1, "b"), new Arrival(0, Operation.write("c"))).iterator(),
          tally);
      assertThat(driver.finish(LIMIT)).isTrue();
      assertThat(driver.firstFailure()).isInstanceOf(IllegalStateException.class);
    }

    assertThat(tally.mark().failed()).isEqualTo(2);
    assertThat(tally.mark().reads()).isEqualTo(2);
    assertThat(tally.failedWrites()).isEqualTo(1);
  }

  @Test
  void aReadAfterACompletedWriteWantsItsVersion() throws Exception {
    Target neverFollows =
        new Target() {
          @Override
          public byte[] read(Operation operation) {
            return new StampedValue(operation.key(), 1, clock.now()).toBytes(100);
          }

          @Override
          public long write(Operation operation) {
            return 2;
          }
        };
    try (LoadDriver driver = new LoadDriver(neverFollows, origin, TTL, clock, new Lanes(1, 1))) {
      driver.offer(List.of(new Arrival(0, Operation.write("a"))).iterator(), tally);
      assertThat(driver.finish(LIMIT)).isTrue();
    }
    try (LoadDriver driver = new LoadDriver(neverFollows, origin, TTL, clock, new Lanes(1, 1))) {
      driver.offer(List.of(read(0, "a"), read(0, "b")).iterator(), tally);
      assertThat(driver.finish(LIMIT)).isTrue();
    }

    assertThat(tally.reads(ReadVerdict.STALE_HIT)).isEqualTo(1);
    assertThat(tally.reads(ReadVerdict.FRESH_HIT)).isEqualTo(1);
  }
}
