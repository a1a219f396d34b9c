package io.forewarm.streams.refresh;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RuleBook;
import io.forewarm.streams.hotkeys.HotKeyStage;
import io.forewarm.streams.rules.RuleSource;
import io.forewarm.streams.rules.RulesStage;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the values of hot keys, and forwards an order for each that nears its soft expiry.
 * Takes announcements and reports of one partition.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class RefreshProcessor
    extends ContextualProcessor<String, @Nullable SpecificRecord, String, MaintenanceCommand> {
  private static final long LOOK_EVERY_MS = 200;

  private final RefreshPolicy policy;
  private final RulesStage rulesStage;
  private final Map<String, HeldValue> hot = new HashMap<>();
  private KeyValueStore<String, Long> ordered;
  private RuleSource rules;
  private long nextLook = Long.MIN_VALUE;

  RefreshProcessor(RefreshConfig config, RulesStage rulesStage) {
    this.policy = new RefreshPolicy(config);
    this.rulesStage = rulesStage;
  }

  @Override
  public void init(ProcessorContext<String, MaintenanceCommand> context) {
    super.init(context);
    ordered = context.getStateStore(RefreshStage.ORDERED);
    rules = rulesStage.source(context);
    KeyValueStore<String, HotKey> announced = context.getStateStore(HotKeyStage.HOT);
    try (KeyValueIterator<String, HotKey> all = announced.all()) {
      while (all.hasNext()) {
        KeyValue<String, HotKey> row = all.next();
        hot.put(row.key, HeldValue.UNKNOWN);
      }
    }
  }

  @Override
  public void process(Record<String, @Nullable SpecificRecord> record) {
    SpecificRecord value = record.value();
    if (value instanceof AccessReport report) {
      report.getKeys().forEach(access -> note(access, record.timestamp()));
      look(record.timestamp());
    } else if (value == null) {
      hot.remove(record.key());
      ordered.delete(record.key());
    } else {
      hot.putIfAbsent(record.key(), HeldValue.UNKNOWN);
    }
  }

  private void note(KeyAccess access, long timestamp) {
    HeldValue value = hot.get(access.getKey());
    if (value == null) {
      return;
    }
    HeldValue seen = value.withLoads(access.getLoads(), access.getLoadMicros());
    if (access.getSoftExpiresInMs() >= 0) {
      seen = seen.withSoftExpiry(timestamp, access.getSoftExpiresInMs());
    }
    hot.put(access.getKey(), seen);
  }

  private void look(long now) {
    if (now >= nextLook) {
      nextLook = now + LOOK_EVERY_MS;
      hot.replaceAll((cacheKey, value) -> look(cacheKey, value, now));
    }
  }

  private HeldValue look(String cacheKey, HeldValue value, long now) {
    Long last = ordered.get(cacheKey);
    policy
        .order(cacheKey, value, last == null ? 0 : last, now)
        .filter(order -> allowed(cacheKey))
        .ifPresent(order -> give(order, now));
    return policy.passed(value, now) ? value.forgetSoftExpiry() : value;
  }

  private boolean allowed(String cacheKey) {
    RuleBook now = rules.current();
    return now.rollout(cacheKey).acts(cacheKey) && policy.allowed(now.forKey(cacheKey));
  }

  private void give(MaintenanceCommand order, long now) {
    context().forward(new Record<>(order.getKey(), order, now));
    ordered.put(order.getKey(), order.getSeenSoftExpiry());
  }
}
