package io.forewarm.benchmarks.tags;

import io.forewarm.client.Region;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What reading a value with a tag costs beside one without: hits by one thread, both in every
 * round, and the first rounds do not count.
 */
public final class ReadCost {
  private static final int WARM_UP_ROUNDS = 3;
  private static final int KEYS = 100;
  private static final int READS_TO_BE_NEAR = 25;

  private final TagClient client;
  private final int rounds;
  private final PrintWriter progress;

  ReadCost(TagClient client, int rounds, PrintWriter progress) {
    this.client = client;
    this.rounds = rounds;
    this.progress = progress;
  }

  /**
   * Measures hits.
   *
   * @param firstKey of some hundred
   * @param reads a round
   */
  public Ratio near(int firstKey, int reads) {
    List<Integer> keys = keys(firstKey);
    client.warm(client.tagged, keys, READS_TO_BE_NEAR);
    client.warm(client.plain, keys, READS_TO_BE_NEAR);
    return measure("near", client.tagged, client.plain, keys, reads);
  }

  /** As {@link #near}, past the near cache. */
  public Ratio redis(int firstKey, int reads) {
    List<Integer> keys = keys(firstKey);
    client.warm(client.tagged, keys, 1);
    client.warm(client.plain, keys, 1);
    return measure(
        "Redis", TagClient.redis(client.tagged), TagClient.redis(client.plain), keys, reads);
  }

  private static List<Integer> keys(int first) {
    return IntStream.range(first, first + KEYS).boxed().toList();
  }

  private Ratio measure(
      String layer,
      Region<Integer, byte[]> tagged,
      Region<Integer, byte[]> plain,
      List<Integer> keys,
      int reads) {
    List<Double> withTag = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      boolean taggedFirst = round % 2 == 0;
      double first = nanos(taggedFirst ? tagged : plain, keys, reads);
      double second = nanos(taggedFirst ? plain : tagged, keys, reads);
      if (round >= 0) {
        withTag.add(taggedFirst ? first : second);
        without.add(taggedFirst ? second : first);
        ratios.add(without.get(round) / withTag.get(round));
      }
    }
    Ratio found = new Ratio(median(withTag), median(without), median(ratios));
    progress.printf(
        Locale.ROOT,
        "%s hit: %,.0f ns with the tag, %,.0f ns without%n",
        layer,
        found.taggedNanos(),
        found.plainNanos());
    progress.flush();
    return found;
  }

  private double nanos(Region<Integer, byte[]> region, List<Integer> keys, int reads) {
    long loads = client.loads.get();
    long began = System.nanoTime();
    long sum = 0;
    for (int i = 0; i < reads; i++) {
      sum += TagClient.generation(region.get(keys.get(i % keys.size())));
    }
    double each = (double) (System.nanoTime() - began) / reads;
    if (sum == 0 || client.loads.get() != loads) {
      throw new IllegalStateException("not only hits were measured: raise the TTL");
    }
    return each;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /**
   * What hits take.
   *
   * @param throughput with the tag by without, median over the rounds
   */
  public record Ratio(double taggedNanos, double plainNanos, double throughput) {}
}
