package io.forewarm.streams.observation;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RuleBook;
import io.forewarm.streams.refresh.RefreshPolicy;
import io.forewarm.streams.rules.RuleSource;
import io.forewarm.streams.rules.RulesStage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Follows reports, hot keys and observed orders of one partition, and forwards an account of every
 * span. In memory only: after a restart the observed caches begin empty, and say since when.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class ObservationProcessor
    extends ContextualProcessor<String, @Nullable SpecificRecord, String, Insight> {
  private static final long NONE = Long.MIN_VALUE;

  private final ObservationStage.Settings settings;
  private final RulesStage rulesStage;
  private final RefreshPolicy refresh;
  private final Map<String, Set<String>> hot = new HashMap<>();
  private RuleSource rules;
  private RegionModes modes;
  private long spanEnd = NONE;
  private long lastRecordAt;

  ObservationProcessor(ObservationStage.Settings settings, RulesStage rulesStage) {
    this.settings = settings;
    this.rulesStage = rulesStage;
    this.refresh = new RefreshPolicy(settings.refresh());
  }

  @Override
  public void init(ProcessorContext<String, Insight> context) {
    super.init(context);
    rules = rulesStage.source(context);
    modes = new RegionModes(context.taskId().partition(), settings.mostKeys(), settings.life());
    lastRecordAt = context.currentSystemTimeMs();
    context.schedule(
        Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, this::accountWhenNothingComes);
  }

  @Override
  public void process(Record<String, @Nullable SpecificRecord> record) {
    long now = record.timestamp();
    lastRecordAt = context().currentSystemTimeMs();
    if (now >= spanEnd) {
      account();
      spanEnd = (Math.floorDiv(now, spanMs()) + 1) * spanMs();
    }
    if (record.value() instanceof AccessReport report) {
      reported(report, now);
    } else if (record.value() instanceof MaintenanceCommand order) {
      @Nullable ObservedCache cache = modes.cache(CacheKey.region(order.getKey()));
      if (cache != null) {
        cache.order(order, now);
      }
    } else if (record.value() instanceof HotKey key) {
      hot.computeIfAbsent(CacheKey.region(key.getKey()), region -> new HashSet<>())
          .add(key.getKey());
    } else {
      hot.getOrDefault(CacheKey.region(record.key()), Set.of()).remove(record.key());
    }
  }

  private void reported(AccessReport report, long now) {
    RuleBook book = rules.current();
    if (book.rules().isEmpty()) {
      return;
    }
    Set<String> regions = new HashSet<>();
    for (KeyAccess access : report.getKeys()) {
      modes.take(access, report.getClient(), now - report.getIntervalMs(), now, book);
      regions.add(CacheKey.region(access.getKey()));
    }
    for (String region : regions) {
      @Nullable ObservedCache cache = modes.cache(region);
      if (cache != null && refresh.allowed(book.forRegion(region))) {
        cache.refreshAhead(hot.getOrDefault(region, Set.of()), refresh, now);
      }
    }
  }

  private void account() {
    if (spanEnd == NONE) {
      return;
    }
    long to = spanEnd;
    modes
        .account(to - spanMs(), to)
        .forEach(insight -> context().forward(new Record<>(insight.getRegion(), insight, to)));
  }

  private void accountWhenNothingComes(long now) {
    if (now - lastRecordAt >= spanMs()) {
      account();
      spanEnd = NONE;
    }
  }

  private long spanMs() {
    return settings.span().toMillis();
  }
}
