package io.forewarm.client.testing;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Forewarm in memory, for unit tests: regions, near cache, leases, tags and invalidations work as
 * with Redis, in this process and without threads of a broker or sockets.
 *
 * <p>TTLs and leases follow a clock that only {@link #advance} moves; timeouts and the pauses after
 * failures are real time. Two clients over one {@link MemoryStore} are two processes: what one
 * writes the other hears at once.
 */
public final class MemoryForewarm implements AutoCloseable {
  private final MemoryStore store;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Forewarm forewarm;

  /** Begins empty. */
  public MemoryForewarm() {
    this(new MemoryStore());
  }

  /** Begins with what a store has, which others may use, too. */
  public MemoryForewarm(MemoryStore store) {
    this(store, config -> config);
  }

  /**
   * As {@link #MemoryForewarm(MemoryStore)}, configured as the service is, where that is its affair
   * here: a listener, masked keys.
   */
  public MemoryForewarm(MemoryStore store, UnaryOperator<ForewarmConfig.Builder> settings) {
    this.store = store;
    ForewarmConfig config = settings.apply(ForewarmConfig.builder("test").meters(meters)).build();
    this.forewarm = Forewarm.connect(config, store, new MemoryLog(store));
  }

  /** The client, to be given to what is tested. */
  public Forewarm forewarm() {
    return forewarm;
  }

  /** As {@link Forewarm#open}. */
  public <K, V> Region<K, V> open(RegionConfig<K, V> region) {
    return forewarm.open(region);
  }

  /** What stands for Redis: to be looked into, and to be broken. */
  public MemoryStore redis() {
    return store;
  }

  /** What the client has counted. */
  public MeterRegistry meters() {
    return meters;
  }

  /** Lets time go by, for TTLs and leases; near entries are forgotten. 0 or more. */
  public void advance(Duration time) {
    store.advance(time.toMillis());
  }

  @Override
  public void close() {
    forewarm.close();
  }
}
