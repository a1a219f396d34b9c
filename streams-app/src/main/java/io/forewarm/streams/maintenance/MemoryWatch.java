package io.forewarm.streams.maintenance;

import io.forewarm.client.redis.MasterMemory;
import io.forewarm.schemas.Alert;
import io.forewarm.schemas.AlertLevel;
import io.forewarm.schemas.Insight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when the memory of a master is set up badly, and once when it is no more. */
final class MemoryWatch {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);
  private static final String ALL_REGIONS = "*";

  private final EvictorConfig config;
  private final Consumer<Insight> insights;
  private final Map<String, MemoryAdvice> standing = new HashMap<>();

  /** Takes where alerts go. */
  MemoryWatch(EvictorConfig config, Consumer<Insight> insights) {
    this.config = config;
    this.insights = insights;
  }

  /**
   * Takes what the masters say.
   *
   * @param at milliseconds since 1970
   */
  void look(List<MasterMemory> masters, long at) {
    Map<String, MemoryAdvice> before = Map.copyOf(standing);
    standing.clear();
    for (MasterMemory master : masters) {
      MemoryAdvice.of(master.node(), master.limit(), master.policy(), config)
          .ifPresent(advice -> standing.put(master.node(), advice));
    }
    before.forEach((node, advice) -> ended(node, advice, standing.get(node), at));
    standing.forEach((node, advice) -> began(node, advice, before.get(node), at));
  }

  private void ended(String node, MemoryAdvice before, @Nullable MemoryAdvice now, long at) {
    if (now == null || !now.alert().equals(before.alert())) {
      say(
          node,
          before.alert(),
          false,
          "the memory of Redis master " + node + " is bounded well",
          at);
    }
  }

  private void began(String node, MemoryAdvice now, @Nullable MemoryAdvice before, long at) {
    if (!now.equals(before)) {
      LOG.warn("{}", now.text());
      say(node, now.alert(), true, now.text(), at);
    }
  }

  private void say(String node, String name, boolean firing, String text, long at) {
    Alert alert =
        Alert.newBuilder()
            .setName(name)
            .setLevel(AlertLevel.WARNING)
            .setFiring(firing)
            .setText(text)
            .setNode(node)
            .build();
    insights.accept(new Insight(ALL_REGIONS, at, alert));
  }
}
