package io.forewarm.streams.insight;

import io.forewarm.schemas.AlertCause;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Insight;
import io.forewarm.streams.rules.RuleSource;
import io.forewarm.streams.rules.RulesStage;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which hot keys are unmitigated, and forwards what begins and ends. An announcement that
 * is not a renewal carries its own time as the begin.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class HotKeyAlertProcessor
    extends ContextualProcessor<String, @Nullable HotKey, String, Insight> {
  private final MitigationPolicy policy;
  private final HotKeyAlerts alerts;
  private final RulesStage rulesStage;
  private final AlertMeters meters;
  private final Set<String> unmitigated = new HashSet<>();
  private KeyValueStore<String, Long> store;
  private RuleSource rules;

  HotKeyAlertProcessor(AlertConfig config, RulesStage rulesStage, AlertMeters meters) {
    this.policy = new MitigationPolicy(config);
    this.alerts = new HotKeyAlerts(config);
    this.rulesStage = rulesStage;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, Insight> context) {
    super.init(context);
    rules = rulesStage.source(context);
    store = context.getStateStore(AlertStage.UNMITIGATED);
    try (KeyValueIterator<String, Long> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, Long> row = all.next();
        unmitigated.add(row.key);
      }
    }
    show();
  }

  @Override
  public void process(Record<String, @Nullable HotKey> record) {
    HotKey key = record.value();
    if (key == null) {
      end(record.key(), record.timestamp());
      forward(HotKeyAlerts.cooled(record.key(), record.timestamp()));
      return;
    }
    if (key.getSince() == record.timestamp()) {
      meters.detected();
      forward(HotKeyAlerts.detected(key, record.timestamp()));
    }
    if (!policy.unmitigated(key, record.timestamp(), unmitigated.contains(record.key()))) {
      end(record.key(), record.timestamp());
    } else if (unmitigated.add(record.key())) {
      AlertCause cause = policy.cause(key, rules.current().forKey(record.key()));
      forward(alerts.unmitigated(key, cause, record.timestamp()));
      store.put(record.key(), record.timestamp());
      show();
    }
  }

  private void end(String cacheKey, long at) {
    if (unmitigated.remove(cacheKey)) {
      forward(HotKeyAlerts.mitigated(cacheKey, at));
      store.delete(cacheKey);
      show();
    }
  }

  private void forward(Insight insight) {
    context().forward(new Record<>(insight.getRegion(), insight, insight.getAt()));
  }

  private void show() {
    meters.unmitigated(context().taskId(), unmitigated.size());
  }

  @Override
  public void close() {
    meters.leave(context().taskId());
  }
}
