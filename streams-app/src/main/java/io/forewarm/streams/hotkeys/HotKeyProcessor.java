package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.HotKey;
import io.forewarm.streams.rules.RuleSource;
import io.forewarm.streams.rules.RulesStage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the reads of one partition and forwards what changes in its hot keys. Every end of a
 * window that a report's timestamp has passed is judged before the report is counted.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class HotKeyProcessor
    extends ContextualProcessor<String, AccessReport, String, @Nullable HotKey> {
  private static final long SWEEP_MS = 10_000;
  private static final long SHOW_MS = 1_000;

  private final HotKeyConfig config;
  private final RulesStage rulesStage;
  private final HotKeyMeters meters;
  private final Consumer<AccessReport> heard;
  private final HotKeyPolicy policy;
  private final ReplicaPolicy replicas;
  private PartitionHeat heat;
  private HotSet hot;
  private RuleSource ruleSource;

  HotKeyProcessor(
      HotKeyConfig config,
      RulesStage rulesStage,
      HotKeyMeters meters,
      Consumer<AccessReport> heard) {
    this.config = config;
    this.rulesStage = rulesStage;
    this.meters = meters;
    this.heard = heard;
    this.policy = new HotKeyPolicy(config.stay());
    this.replicas = new ReplicaPolicy(config.replicas());
  }

  @Override
  public void init(ProcessorContext<String, @Nullable HotKey> context) {
    super.init(context);
    ruleSource = rulesStage.source(context);
    LedgerStore store = context.getStateStore(HotKeyStage.LEDGER);
    heat = new PartitionHeat(config, new HotKeyRules(config, ruleSource.current()), store.rows());
    store.beforeCommit(heat::save);
    hot = new HotSet(context.getStateStore(HotKeyStage.HOT));
    hot.all().forEach(last -> heat.recall(last.getKey(), last.getSizeBytes()));
  }

  @Override
  public void process(Record<String, AccessReport> record) {
    long offset = context().recordMetadata().map(RecordMetadata::offset).orElseThrow();
    followRules();
    heat.begin(record.timestamp());
    judgeTo(record.timestamp());
    heat.count(record.value(), record.timestamp(), offset);
    heard.accept(record.value());
  }

  private void followRules() {
    if (ruleSource.current() != heat.rules().book()) {
      heat.follow(new HotKeyRules(config, ruleSource.current()));
    }
  }

  private void judgeTo(long timestamp) {
    long settled = heat.end() + policy.settlesAfter(heat.longest()) + config.lateness().toMillis();
    while (heat.isOver(timestamp)) {
      if (heat.end() > settled || (heat.isEmpty() && hot.isEmpty())) {
        heat.jump(timestamp);
        return;
      }
      judge(heat.end());
      heat.step();
    }
  }

  private void judge(long end) {
    for (HotKey last : hot.all()) {
      KeyProfile known = heat.profile(last.getKey());
      judge(known == null ? unknown(last.getKey()) : known, last, end);
    }
    for (KeyProfile candidate : heat.candidates()) {
      if (!hot.contains(candidate.name())) {
        judge(candidate, null, end);
      }
    }
    if (Math.floorMod(end, SWEEP_MS) == 0) {
      heat.sweepNames();
    }
    if (Math.floorMod(end, SHOW_MS) == 0) {
      show();
    }
  }

  private void show() {
    long bytes = heat.summaryBytes() + heat.rowBytes();
    meters.show(
        context().taskId(),
        new HotKeyMeters.Figures(
            heat.keys(), hot.all().size(), bytes, heat.forgotten(), heat.duplicates()));
  }

  @Override
  public void close() {
    meters.leave(context().taskId());
  }

  private void judge(KeyProfile key, @Nullable HotKey last, long end) {
    HotThreshold threshold = key.criterion(heat.rules()).threshold();
    List<WindowHeat> windows = heat.windows(key);
    HotKeyVerdict verdict = policy.judge(windows, threshold, last, end);
    switch (verdict) {
      case HEATS, RENEWS -> announce(key, last, finding(windows, threshold), end);
      case COOLS -> say(key.name(), null, end);
      case STAYS -> riseAtOnce(key, last, windows, end);
      case COLD -> {}
    }
  }

  private static KeyProfile unknown(String cacheKey) {
    return new KeyProfile(-1, cacheKey, CacheKey.region(cacheKey), 0, 0);
  }

  private HotKeyPolicy.Finding finding(List<WindowHeat> windows, HotThreshold threshold) {
    return policy.found(windows, threshold).or(() -> policy.kept(windows, threshold)).orElseThrow();
  }

  /** More replicas are announced at once, fewer with the next renewal. */
  private void riseAtOnce(
      KeyProfile key, @Nullable HotKey last, List<WindowHeat> windows, long end) {
    HotThreshold threshold = key.criterion(heat.rules()).threshold();
    Optional<HotKeyPolicy.Finding> kept = policy.kept(windows, threshold);
    if (last != null && kept.isPresent()) {
      HotKeyPolicy.Finding finding = finding(windows, threshold);
      double rate = finding.heat().redisReadsPerSecond();
      if (replicas.replicas(rate, last.getReplicas()) > last.getReplicas()) {
        announce(key, last, finding, end);
      }
    }
  }

  private void announce(
      KeyProfile key, @Nullable HotKey last, HotKeyPolicy.Finding finding, long end) {
    WindowHeat found = finding.heat();
    HotKey announcement =
        HotKey.newBuilder()
            .setKey(key.name())
            .setDimension(finding.dimension())
            .setRatePerSecond(found.ratePerSecond())
            .setRedisReadsPerSecond(found.redisReadsPerSecond())
            .setBytesPerSecond(found.bytesPerSecond())
            .setLoadMillisPerSecond(found.loadMillisPerSecond())
            .setWritesPerSecond(found.writesPerSecond())
            .setShare(found.share())
            .setRank(heat.rank(key.region(), found))
            .setReads(found.reads())
            .setWindowMs(found.windowMs())
            .setSince(last == null ? end : last.getSince())
            .setUntil(policy.until(end))
            .setSources(orLast(key.services(), last == null ? List.of() : last.getSources()))
            .setInstances(orLast(key.instances(), last == null ? List.of() : last.getInstances()))
            .setSizeBytes(
                found.sizeBytes() == 0 && last != null ? last.getSizeBytes() : found.sizeBytes())
            .setReplicas(
                replicas.replicas(
                    found.redisReadsPerSecond(), last == null ? 0 : last.getReplicas()))
            .build();
    key.age();
    say(key.name(), announcement, end);
  }

  /** After a restart nobody has read yet. */
  private static List<String> orLast(List<String> sources, List<String> last) {
    return sources.isEmpty() ? last : sources;
  }

  /** Announces before it remembers: said twice after a crash is better than never. */
  private void say(String cacheKey, @Nullable HotKey announcement, long end) {
    context().forward(new Record<>(cacheKey, announcement, end));
    hot.put(cacheKey, announcement);
  }
}
