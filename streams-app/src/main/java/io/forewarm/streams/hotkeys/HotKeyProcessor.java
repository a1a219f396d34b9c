package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import io.forewarm.streams.rules.RuleSource;
import io.forewarm.streams.rules.RulesStage;
import java.util.List;
import java.util.Optional;
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

  private final HotKeyConfig config;
  private final RulesStage rulesStage;
  private final HotKeyPolicy policy;
  private final long[] windows;
  private AccessRing ring;
  private HotKeyLedger ledger;
  private HotSet hot;
  private RuleSource ruleSource;
  private HotKeyRules rules;
  private long[] floors;

  HotKeyProcessor(HotKeyConfig config, RulesStage rulesStage) {
    this.config = config;
    this.rulesStage = rulesStage;
    this.policy = new HotKeyPolicy(config.stay());
    this.windows = config.windowsMs();
  }

  @Override
  public void init(ProcessorContext<String, @Nullable HotKey> context) {
    super.init(context);
    LedgerStore store = context.getStateStore(HotKeyStage.LEDGER);
    ring = new AccessRing(config);
    ledger = new HotKeyLedger(store.rows(), config);
    ledger.restore(ring);
    store.beforeCommit(() -> ledger.save(ring));
    hot = new HotSet(context.getStateStore(HotKeyStage.HOT));
    ruleSource = rulesStage.source(context);
    rules = new HotKeyRules(config.threshold(), ruleSource.current());
    floors = floors();
  }

  @Override
  public void process(Record<String, AccessReport> record) {
    long offset = context().recordMetadata().map(RecordMetadata::offset).orElseThrow();
    ring.begin(record.timestamp());
    judgeTo(record.timestamp());
    count(record.value(), record.timestamp(), offset);
  }

  private void count(AccessReport report, long timestamp, long offset) {
    Bucket bucket = ring.open(timestamp, offset);
    if (bucket == null) {
      return;
    }
    for (RegionReads region : report.getRegions()) {
      if (region.getReads() > 0) {
        ring.addRegion(bucket, region.getRegion(), region.getReads());
      }
    }
    for (KeyAccess access : report.getKeys()) {
      if (access.getReads() > 0) {
        note(ring.addKey(bucket, access.getKey(), access.getReads()), access, report.getService());
      }
    }
    ring.shrink();
  }

  private void note(KeyHeat heat, KeyAccess access, String service) {
    KeyProfile profile = heat.profile;
    if (profile == null) {
      if (!mayBeHot(heat)) {
        return;
      }
      profile = new KeyProfile(access.getKey());
      heat.profile = profile;
      ledger.name(heat.hash, access.getKey());
    }
    profile.note(service, access.getReads(), access.getSizeBytes());
  }

  private boolean mayBeHot(KeyHeat heat) {
    for (int i = 0; i < floors.length; i++) {
      if (heat.reads[i] >= floors[i]) {
        return true;
      }
    }
    return false;
  }

  private void judgeTo(long timestamp) {
    long settled = ring.next() + policy.settlesAfter(windows[windows.length - 1]);
    while (ring.next() <= timestamp) {
      if (ring.next() > settled || (ring.isEmpty() && hot.isEmpty())) {
        ring.jump(timestamp);
        return;
      }
      judge(ring.next());
      ring.step();
    }
  }

  private void judge(long end) {
    if (ruleSource.current() != rules.book()) {
      rules = new HotKeyRules(config.threshold(), ruleSource.current());
      floors = floors();
    }
    for (HotKey last : hot.all()) {
      KeyHeat heat = ring.key(CacheKey.hash(last.getKey()));
      KeyProfile known = heat == null ? null : heat.profile;
      judge(known == null ? new KeyProfile(last.getKey()) : known, last, end);
    }
    for (KeyHeat heat : ring.keys()) {
      KeyProfile profile = heat.profile;
      if (profile != null && mayBeHot(heat) && !hot.contains(profile.name())) {
        judge(profile, null, end);
      }
    }
    if (Math.floorMod(end, SWEEP_MS) == 0) {
      ledger.sweepNames(ring);
    }
  }

  private void judge(KeyProfile key, @Nullable HotKey last, long end) {
    HotThreshold threshold = key.threshold(rules);
    List<WindowReads> reads = ring.windows(CacheKey.hash(key.name()), key.region());
    HotKeyVerdict verdict = policy.judge(reads, threshold, last, end);
    switch (verdict) {
      case HEATS, RENEWS -> {
        Optional<WindowReads> found =
            policy.found(reads, threshold).or(() -> policy.kept(reads, threshold));
        announce(key, last, found.orElseThrow(), end);
      }
      case COOLS -> say(key.name(), null, end);
      case COLD, STAYS -> {}
    }
  }

  private void announce(KeyProfile key, @Nullable HotKey last, WindowReads found, long end) {
    List<String> sources = key.sources(config.capacity().maxSources());
    HotKey announcement =
        HotKey.newBuilder()
            .setKey(key.name())
            .setRatePerSecond(found.ratePerSecond())
            .setShare(found.share())
            .setRank(rank(key.region(), found))
            .setReads(found.reads())
            .setWindowMs(found.windowMs())
            .setSince(last == null ? end : last.getSince())
            .setUntil(policy.until(end))
            .setSources(sources.isEmpty() && last != null ? last.getSources() : sources)
            .setSizeBytes(
                key.sizeBytes() == 0 && last != null ? last.getSizeBytes() : key.sizeBytes())
            .build();
    key.age();
    say(key.name(), announcement, end);
  }

  /** Announces before it remembers: said twice after a crash is better than never. */
  private void say(String cacheKey, @Nullable HotKey announcement, long end) {
    context().forward(new Record<>(cacheKey, announcement, end));
    hot.put(cacheKey, announcement);
  }

  private int rank(String region, WindowReads found) {
    int window = 0;
    while (windows[window] != found.windowMs()) {
      window++;
    }
    int above = 0;
    for (KeyHeat heat : ring.keys()) {
      KeyProfile other = heat.profile;
      if (other != null && heat.reads[window] > found.reads() && other.region().equals(region)) {
        above++;
      }
    }
    return above + 1;
  }

  private long[] floors() {
    long[] next = new long[windows.length];
    for (int i = 0; i < windows.length; i++) {
      next[i] = rules.floor(windows[i]);
    }
    return next;
  }
}
