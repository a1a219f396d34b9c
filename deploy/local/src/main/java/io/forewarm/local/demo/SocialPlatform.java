package io.forewarm.local.demo;

import io.forewarm.local.load.Operation;
import io.forewarm.local.load.Popularity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The traffic of a small social platform: 80 % reads, of which 5 % of the keys take 80 %. Writes
 * follow popularity, but flatter, by Zipf's law with half the weight; the most popular key is the
 * profile of a star, read by everyone and written by no one, so that only its expiry ends it.
 */
final class SocialPlatform {
  private static final double READS = 0.8;
  private static final double POPULAR_KEYS = 0.05;
  private static final double THEIR_TRAFFIC = 0.8;
  private static final double WRITE_EXPONENT = 0.5;
  private static final int USERS = 1_000;

  private final DemoConfig config;
  private final List<PlatformKey> byRank;
  private final Map<String, PlatformKey> byText = new HashMap<>();
  private final Popularity reads;
  private final Popularity writes;

  SocialPlatform(DemoConfig config) {
    this.config = config;
    byRank = IntStream.range(0, config.keys()).mapToObj(this::ofRank).toList();
    byRank.forEach(key -> byText.put(key.text(), key));
    reads = Popularity.concentrated(config.keys(), POPULAR_KEYS, THEIR_TRAFFIC);
    writes = Popularity.zipf(config.keys() - 1, WRITE_EXPONENT);
  }

  /** Spreads the kinds over the ranks: 37 has no divisor in common with 100. */
  private PlatformKey ofRank(int rank) {
    return new PlatformKey(Kind.ofPercentile((int) (rank * 37L % 100)), rank);
  }

  PlatformKey key(String text) {
    PlatformKey key = byText.get(text);
    if (key == null) {
      throw new IllegalArgumentException("the platform has no key " + text);
    }
    return key;
  }

  int sizeBytes(String text) {
    return key(text).sizeBytes();
  }

  boolean writesCarryValue(String text) {
    return key(text).kind().writesCarryValue();
  }

  /** Reads of every key, once each, the most popular last. */
  Supplier<Operation> onceEach() {
    int[] next = {byRank.size()};
    return () -> Operation.read(byRank.get(--next[0]).text());
  }

  /** The traffic, the same at every call. */
  Supplier<Operation> traffic() {
    SplittableRandom random = new SplittableRandom(config.seed());
    return () -> next(random);
  }

  private Operation next(SplittableRandom random) {
    boolean write = random.nextDouble() >= READS;
    int rank = write ? 1 + writes.draw(random) : reads.draw(random);
    return new Operation(write, byRank.get(rank).text(), "u" + random.nextInt(USERS));
  }
}
