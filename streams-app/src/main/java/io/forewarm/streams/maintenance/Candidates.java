package io.forewarm.streams.maintenance;

import io.forewarm.client.redis.SampledValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Values that may go: those worth least of all that were drawn lately, as Redis' own pool of
 * eviction keeps them. So a few draws for each that goes do as well as many. Of one thread.
 */
final class Candidates {
  private static final int KEPT = 128;

  private final Map<String, SampledValue> held = new LinkedHashMap<>();

  /** Says what values are worth now, in their order. */
  interface Judge {
    double[] worths(List<SampledValue> values);
  }

  /** Takes values that were drawn; one of a key that was drawn before replaces it. */
  void add(Collection<SampledValue> drawn) {
    drawn.forEach(value -> held.put(value.cacheKey(), value));
  }

  /**
   * Takes out those worth least, never more than is asked for: only one that is larger goes alone,
   * if it is the worst, since else all smaller ones would go in its place. The next worst are kept.
   *
   * @param bytes that may go; none goes if 0
   * @param most values that may go
   */
  List<SampledValue> take(long bytes, int most, Judge judge) {
    List<SampledValue> values = new ArrayList<>(held.values());
    double[] worths = judge.worths(values);
    List<SampledValue> worstFirst =
        IntStream.range(0, values.size())
            .boxed()
            .sorted(Comparator.comparingDouble(at -> worths[at]))
            .map(values::get)
            .toList();
    held.clear();
    List<SampledValue> taken = new ArrayList<>();
    long left = bytes;
    for (SampledValue value : worstFirst) {
      boolean fits = taken.isEmpty() ? left > 0 : value.bytes() <= left;
      if (fits && taken.size() < most && held.isEmpty()) {
        taken.add(value);
        left -= value.bytes();
      } else if (held.size() < KEPT) {
        held.put(value.cacheKey(), value);
      }
    }
    return taken;
  }
}
