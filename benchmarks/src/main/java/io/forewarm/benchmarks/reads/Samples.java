package io.forewarm.benchmarks.reads;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The keys that one thread reads, in turn: the same objects and the same value for every peer. */
@State(Scope.Thread)
public class Samples {
  private static final int COUNT = 256;
  private static final int VALUE_BYTES = 1024;
  private static final String[] KEYS =
      IntStream.range(0, COUNT).mapToObj(i -> "sample-" + i).toArray(String[]::new);

  /** The value of every key: noise, which nobody can compress. */
  static final byte[] VALUE = noise();

  private int next = ThreadLocalRandom.current().nextInt(COUNT);

  static List<String> keys() {
    return List.of(KEYS);
  }

  private static byte[] noise() {
    byte[] value = new byte[VALUE_BYTES];
    new Random(1).nextBytes(value);
    return value;
  }

  String next() {
    next = (next + 1) & (COUNT - 1);
    return KEYS[next];
  }
}
