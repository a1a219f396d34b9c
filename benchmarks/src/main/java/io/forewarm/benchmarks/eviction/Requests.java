package io.forewarm.benchmarks.eviction;

import io.forewarm.local.load.Popularity;
import io.forewarm.local.trace.TraceEvent;
import io.forewarm.local.trace.TraceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Reads in their order. Keys are numbers.
 *
 * @param keys that are read, in order
 * @param bytes of each key's value
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Requests(int[] keys, int[] bytes) {
  private static final int KEYS = 40_000;
  private static final double EXPONENT = 0.9;
  private static final int SMALLEST = 1 << 10;
  private static final int LARGEST = 8 << 10;
  private static final int SCAN = 200;

  /** After a scan come so many other reads on average: scans are 15 % of all. */
  private static final int BETWEEN_SCANS = 1_133;

  private static final int SHORTEST_LOAD_MICROS = 2_000;
  private static final int LONGEST_LOAD_MICROS = 8_000;

  /**
   * Reads of 40,000 keys by Zipf's law of 0.9, with scans in between: runs of 200 keys that nobody
   * reads again. Values have 1 to 8 KiB, whatever their key.
   *
   * @param count of reads, 1 or more
   */
  public static Requests generated(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Popularity popularity = Popularity.zipf(KEYS, EXPONENT);
    int[] keys = new int[count];
    int next = KEYS;
    int scanned = 0;
    for (int i = 0; i < count; i++) {
      scanned = scanned == 0 && random.nextInt(BETWEEN_SCANS) == 0 ? SCAN : scanned;
      if (scanned > 0) {
        keys[i] = next++;
        scanned--;
      } else {
        keys[i] = popularity.draw(random);
      }
    }
    return new Requests(keys, random.ints(next, SMALLEST, LARGEST + 1).toArray());
  }

  /**
   * The reads of a trace. A value has the size that the trace says first, else 1 KiB.
   *
   * @param most reads
   * @throws IOException if the file cannot be read
   */
  public static Requests of(Path trace, int most) throws IOException {
    Map<String, Integer> numbers = new HashMap<>();
    List<Integer> keys = new ArrayList<>();
    List<Integer> bytes = new ArrayList<>();
    try (TraceFiles events = new TraceFiles(List.of(trace), 1, Long.MAX_VALUE)) {
      while (events.hasNext() && keys.size() < most) {
        TraceEvent event = events.next();
        if (!event.write()) {
          int key = numbers.computeIfAbsent(event.key(), name -> numbers.size());
          if (key == bytes.size()) {
            bytes.add((int) Math.max(1, event.sizeBytes() < 0 ? SMALLEST : event.sizeBytes()));
          }
          keys.add(key);
        }
      }
    }
    return new Requests(
        keys.stream().mapToInt(key -> key).toArray(),
        bytes.stream().mapToInt(size -> size).toArray());
  }

  /** How long the load of a key takes, 2 to 8 ms, as long each time: short ones are frequent. */
  int loadMicros(int key) {
    double share = new SplittableRandom(key).nextDouble();
    double ratio = LONGEST_LOAD_MICROS / (double) SHORTEST_LOAD_MICROS;
    return (int) (SHORTEST_LOAD_MICROS * Math.pow(ratio, share));
  }
}
