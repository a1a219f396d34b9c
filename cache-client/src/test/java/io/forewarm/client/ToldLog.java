package io.forewarm.client;

import io.forewarm.client.control.ControlListener;
import io.forewarm.client.control.ControlLog;
import io.forewarm.schemas.HeatDimension;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A log that says what the test says; the brokers' clock is that of this process. */
final class ToldLog implements ControlLog {
  private static final long BEGIN = System.nanoTime();

  private @Nullable ControlListener listener;

  ControlListener listener() {
    return Objects.requireNonNull(listener);
  }

  void hot(String cacheKey, int replicas) {
    hot(cacheKey, replicas, 0);
  }

  void hot(String cacheKey, int replicas, double writesPerSecond) {
    listener()
        .hot(
            HotKey.newBuilder()
                .setKey(cacheKey)
                .setDimension(HeatDimension.READS)
                .setRatePerSecond(1_000)
                .setShare(0.2)
                .setRank(1)
                .setReads(10_000)
                .setWindowMs(10_000)
                .setSince(0)
                .setUntil(Long.MAX_VALUE)
                .setReplicas(replicas)
                .setWritesPerSecond(writesPerSecond)
                .build());
  }

  void rule(Rule rule) {
    listener().rules(RuleBook.EMPTY.with(rule.getTarget(), rule));
  }

  @Override
  public void start(ControlListener told) {
    listener = told;
    told.current();
  }

  @Override
  public long watermarkNanos() {
    return NEVER;
  }

  @Override
  public long watermarkMillis() {
    return 0;
  }

  @Override
  public long reachedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - BEGIN) + 1;
  }

  @Override
  public long ownNanos(long brokerMillis) {
    return BEGIN + TimeUnit.MILLISECONDS.toNanos(brokerMillis - 1);
  }

  @Override
  public boolean awaitCurrent(Duration limit) {
    return true;
  }

  @Override
  public void close() {}
}
