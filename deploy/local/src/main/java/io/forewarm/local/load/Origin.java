package io.forewarm.local.load;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;

/**
 * A simulated origin, such as a database: it has a value for every key, takes realistic time and no
 * CPU for it, knows the version of every key and counts what is asked of it. A load gives the state
 * at its beginning, a write changes it at its end. Safe for concurrent use; blocks its caller.
 */
public final class Origin {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final LoadClock clock;
  private final Latency latency;
  private final Semaphore connections;
  private final ToIntFunction<String> sizes;
  private final long firstVersion;
  private final Map<String, OriginKey> keys = new ConcurrentHashMap<>();
  private final LongAdder loads = new LongAdder();

  /**
   * Makes an origin.
   *
   * @param sizes gives the size of a key's value, bytes
   */
  public Origin(OriginConfig config, ToIntFunction<String> sizes, LoadClock clock) {
    this.clock = clock;
    this.latency = new Latency(config);
    this.connections =
        new Semaphore(config.connections() == 0 ? NO_LIMIT : config.connections(), true);
    this.sizes = sizes;
    this.firstVersion = clock.now();
  }

  /** Reads a key: waits for the origin's latency. */
  public byte[] load(String key) throws InterruptedException {
    OriginKey state = key(key);
    LoadEpisodes episodes = state.episodes();
    loads.increment();
    boolean first = episodes.begin();
    try {
      return serve(key, state, false);
    } finally {
      episodes.end(first);
    }
  }

  /** Writes a key: waits for the origin's latency; returns the new value. */
  public byte[] write(String key) throws InterruptedException {
    return serve(key, key(key), true);
  }

  private byte[] serve(String key, OriginKey state, boolean write) throws InterruptedException {
    connections.acquire();
    try {
      long version = state.version();
      clock.sleepUntil(clock.now() + latency.next());
      if (Thread.interrupted()) {
        throw new InterruptedException("the origin was left while it worked on " + key);
      }
      return new StampedValue(key, write ? state.bump() : version, clock.now())
          .toBytes(sizes.applyAsInt(key));
    } finally {
      connections.release();
    }
  }

  /** Number of loads since the counts were forgotten. */
  public long loads() {
    return loads.sum();
  }

  /**
   * Returns how many loads of its most read key ran into each other at worst; 0 if nothing was
   * loaded. See {@link LoadEpisodes}.
   */
  public long hottestKeyLoadsPerExpiry() {
    return keys.values().stream()
        .max(Comparator.comparingLong(OriginKey::reads))
        .map(hottest -> hottest.episodes().most())
        .orElse(0L);
  }

  /** Begins to count anew; versions stay. */
  public void forgetCounts() {
    loads.reset();
    keys.values().forEach(OriginKey::forgetCounts);
  }

  OriginKey key(String key) {
    return keys.computeIfAbsent(key, any -> new OriginKey(firstVersion));
  }
}
