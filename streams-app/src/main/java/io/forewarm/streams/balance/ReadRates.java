package io.forewarm.streams.balance;

import io.forewarm.client.redis.MasterReads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes rates of counters that begin anew with each start of a master. Of one thread. */
final class ReadRates {
  private Map<String, MasterReads> last = Map.of();
  private long lastNanos;

  /**
   * Returns how the reads since the last call lay on the masters; nothing if one of them was not
   * there all the time, since then a mean says nothing.
   *
   * @param nanos monotonic time of the answer
   */
  Optional<Balance> take(List<MasterReads> now, long nanos) {
    Map<String, MasterReads> before = last;
    double seconds = (nanos - lastNanos) / 1e9;
    last = now.stream().collect(Collectors.toMap(MasterReads::node, Function.identity()));
    lastNanos = nanos;
    Map<String, Double> rates = new HashMap<>();
    for (MasterReads master : now) {
      MasterReads known = before.get(master.node());
      if (known != null && known.run().equals(master.run()) && seconds > 0) {
        rates.put(master.node(), Math.max(0, master.reads() - known.reads()) / seconds);
      }
    }
    return rates.size() == now.size() && rates.size() == before.size() && !rates.isEmpty()
        ? Optional.of(new Balance(rates))
        : Optional.empty();
  }
}
