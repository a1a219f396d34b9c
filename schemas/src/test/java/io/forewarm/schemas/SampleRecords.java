package io.forewarm.schemas;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One full and one bare record of every class, by the name of the file that freezes them. */
final class SampleRecords {
  static {
    TrustedRecords.declare();
  }

  private static final long NOON = 1_790_000_000_000L;

  private SampleRecords() {}

  static Map<String, SpecificRecord> all() {
    Map<String, SpecificRecord> records = new LinkedHashMap<>();
    reports(records);
    writes(records);
    decisions(records);
    rules(records);
    insights(records);
    return records;
  }

  private static void reports(Map<String, SpecificRecord> records) {
    KeyAccess key =
        new KeyAccess(
            "post:7", 120L, 100L, 15L, 3L, 2L, 2L, 1L, 48_000L, 4L, 2_048L, 1_500L, 1L, 90_000L, 9L,
            80_000L, 60_000L, 700L);
    KeyAccess idle = KeyAccess.newBuilder().setKey("post:Zoë 𝄞").setReads(0).build();
    List<RegionReads> regions =
        List.of(new RegionReads("post", 5_000L), new RegionReads("profile", Long.MAX_VALUE));
    records.put(
        "AccessReport.full",
        new AccessReport("client-1", "web", 2_000, regions, List.of(key, idle), 7L));
    records.put("AccessReport.bare", new AccessReport("", "", 0, List.of(), List.of(), -1L));
    Visit first = new Visit("user-1", "post:7", 0);
    Visit second = new Visit("user-2", "profile:9", 1_999);
    records.put(
        "VisitReport.full", new VisitReport("client-1", "web", 2_000, List.of(first, second)));
    records.put("VisitReport.bare", new VisitReport("client-1", "web", 0, List.of()));
  }

  private static void writes(Map<String, SpecificRecord> records) {
    records.put(
        "WriteEvent.full",
        WriteEvent.newBuilder()
            .setId("7b0f3a52-8c1e-4f0e-9a55-2f6f3d1f9c11")
            .setOperation(WriteOperation.DELETE)
            .setKeys(List.of("post:7", "posts:{user:42}:posts:page:1"))
            .setTags(List.of("author-9"))
            .setPrefixes(List.of("post:7:"))
            .setVersion(Long.MIN_VALUE)
            .setValue(ByteBuffer.wrap(new byte[] {0, -1, 127, -128}))
            .setSource("outbox")
            .build());
    records.put(
        "WriteEvent.bare",
        WriteEvent.newBuilder().setId("").setOperation(WriteOperation.TICK).build());
    records.put(
        "InvalidationBatch.full",
        new InvalidationBatch(
            3,
            NOON,
            List.of(0L, -1L, 5_146_599_991_501_915_708L),
            List.of("tag:author-9"),
            List.of("*"),
            "worker-1"));
    records.put(
        "InvalidationBatch.bare",
        InvalidationBatch.newBuilder().setPartition(0).setUpTo(0).build());
    records.put("TagInvalidation.full", new TagInvalidation(NOON, "write-1"));
    records.put("TagInvalidation.bare", TagInvalidation.newBuilder().setAt(0).build());
  }

  private static void decisions(Map<String, SpecificRecord> records) {
    records.put(
        "HotKey.full",
        new HotKey(
            "post:7",
            512.5,
            0.25,
            1,
            5_125L,
            10_000L,
            NOON,
            NOON + 30_000,
            List.of("web", "api"),
            2_048L,
            2,
            HeatDimension.BYTES,
            List.of("web-1"),
            500.0,
            1_048_576.0,
            0.5,
            0.25));
    records.put(
        "HotKey.bare",
        HotKey.newBuilder()
            .setKey("post:8")
            .setRatePerSecond(0)
            .setShare(0)
            .setRank(1)
            .setReads(0)
            .setWindowMs(10_000)
            .setSince(0)
            .setUntil(0)
            .build());
    records.put("Prediction.full", new Prediction("user-1", "post:7", 0.75, "markov-2"));
    records.put(
        "MaintenanceCommand.full",
        new MaintenanceCommand(
            "command-1", CommandKind.REFRESH, "post:7", NOON, 12.5, NOON + 1_000, "hot"));
    records.put(
        "MaintenanceCommand.bare",
        MaintenanceCommand.newBuilder()
            .setId("command-2")
            .setKind(CommandKind.WARM)
            .setKey("post:8")
            .setDeadline(0)
            .build());
    records.put(
        "CommandOutcome.full",
        new CommandOutcome(
            "command-1",
            CommandKind.REFRESH,
            "post:7",
            CommandResult.FAILED,
            250_000L,
            0L,
            "origin timed out",
            "web-1"));
    records.put(
        "CommandOutcome.bare",
        CommandOutcome.newBuilder()
            .setCommandId("command-2")
            .setKind(CommandKind.WARM)
            .setKey("post:8")
            .setResult(CommandResult.DONE)
            .build());
  }

  private static void rules(Map<String, SpecificRecord> records) {
    records.put("Rule.full", fullRule());
    records.put("Rule.bare", Rule.newBuilder().setTarget("*").build());
  }

  private static Rule fullRule() {
    return new Rule(
        "post",
        Mode.OBSERVE,
        30L,
        0.01,
        1_000.0,
        60_000L,
        3_600_000L,
        2_000L,
        true,
        false,
        true,
        false,
        true,
        10,
        1e7,
        500.0,
        20.0,
        30_000L,
        200,
        0.1,
        0.5,
        false);
  }

  private static void insights(Map<String, SpecificRecord> records) {
    RegionStats stats =
        new RegionStats(
            NOON,
            NOON + 10_000,
            900L,
            600L,
            200L,
            20L,
            100L,
            100L,
            3L,
            5_000_000L,
            12L,
            480L,
            null);
    records.put("Insight.stats", new Insight("post", NOON, stats));
    records.put("Insight.observation", new Insight("post", NOON, observed()));
    Recommendation recommendation =
        new Recommendation(
            "Raise the soft TTL", "9 of 10 loads were equal", "-80 % loads", fullRule(), 0.9);
    records.put("Insight.recommendation", new Insight("post", NOON, recommendation));
    Alert alert =
        Alert.newBuilder()
            .setName("OriginSlow")
            .setLevel(AlertLevel.CRITICAL)
            .setFiring(true)
            .setText("p99 is 900 ms")
            .build();
    records.put("Insight.alert", new Insight("*", NOON, alert));
    records.put("Insight.imbalance", new Insight("*", NOON, imbalance()));
    records.put("TemplateStats", templateStats());
    records.put("Dismissal", new Dismissal(NOON, 43.1));
  }

  private static TemplateStats templateStats() {
    return TemplateStats.newBuilder()
        .setRegion("user")
        .setTemplate("user:*:posts")
        .setSpan(Span.MINUTE)
        .setFromMs(NOON)
        .setCounters(List.of(900L, 600L, 200L, 20L, 100L))
        .setPeaks(List.of(60_000L, 2_048L, 30L, 600_000L))
        .setLoadsByTtl(List.of(90L, 80L, 40L))
        .setLoadTimes(ByteBuffer.wrap(new byte[] {4, 2}))
        .setWaitTimes(ByteBuffer.wrap(new byte[] {4, 2, 1, 6}))
        .setSizes(ByteBuffer.wrap(new byte[] {8, 2}))
        .setReuseTimes(ByteBuffer.wrap(new byte[] {5, 2}))
        .setKeys(ByteBuffer.wrap(new byte[] {17, 3}))
        .setSlots(List.of(new Share("9189", 40L)))
        .setEntities(List.of(new Share("user:7", 30L)))
        .setPartitions(List.of(500L, 400L))
        .setExample("user:user:7:posts")
        .build();
  }

  private static RegionStats observed() {
    CacheFigures measured =
        new CacheFigures(900L, 90L, 0L, 95L, 4_000_000L, 5_000_000L, 12L, 0L, 0L, 0L, 0L, 0L);
    CacheFigures expected =
        new CacheFigures(900L, 9L, 30L, 40L, 1L, 400_000L, 12L, 7L, 3L, 6L, 70_000L, 40L);
    Observation said =
        new Observation(3, Mode.OBSERVE, measured, expected, NOON, 60_000L, 600_000L);
    return new RegionStats(NOON, NOON + 10_000, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, said);
  }

  private static Alert imbalance() {
    return new Alert(
        "ShardImbalance",
        AlertLevel.WARNING,
        true,
        "7 reads of 10",
        "post:7",
        "10.0.0.1:6379",
        12_000.5,
        2.25,
        1.5,
        AlertCause.HOT_KEYS,
        List.of(16_383, 0),
        List.of("post:7"));
  }
}
