package io.forewarm.streams.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.Share;
import io.forewarm.schemas.Span;
import io.forewarm.schemas.TemplateStats;
import io.forewarm.streams.advice.Recommendation.Cause;
import io.forewarm.streams.flow.FlowBoard;
import io.forewarm.streams.flow.FlowMeters;
import io.forewarm.streams.maintenance.EvictorConfig;
import io.forewarm.streams.maintenance.MemoryBoard;
import io.forewarm.streams.statistics.Figure;
import io.forewarm.streams.statistics.Peak;
import io.forewarm.streams.statistics.RuleName;
import io.forewarm.streams.statistics.TemplateSums;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.utils.ByteUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recommended, and what is not. */
class AdvicePolicyTest {
  private static final double SECONDS = 60;

  /** Loads a minute under each TTL of the grid, as keys that are read all the time make them. */
  private static List<Long> loads(long keys) {
    return List.of(
        60 * keys,
        30 * keys,
        12 * keys,
        6 * keys,
        2 * keys,
        keys,
        keys / 2,
        keys / 5,
        keys / 10,
        keys / 30,
        keys / 60,
        keys / 360);
  }

  private static TemplateStats.Builder stats(
      Map<Figure, Long> counters, Map<Peak, Long> peaks, List<Long> loadsByTtl) {
    List<Long> sums = new ArrayList<>(Collections.nCopies(64, 0L));
    counters.forEach((figure, sum) -> sums.set(figure.place(), sum));
    List<Long> most = new ArrayList<>(Collections.nCopies(Peak.values().length, 0L));
    peaks.forEach((peak, value) -> most.set(peak.place(), value));
    ByteBuffer none = ByteBuffer.allocate(0);
    return TemplateStats.newBuilder()
        .setRegion("r")
        .setTemplate("t")
        .setSpan(Span.MINUTE)
        .setFromMs(0)
        .setCounters(sums)
        .setPeaks(most)
        .setLoadsByTtl(loadsByTtl)
        .setLoadTimes(none)
        .setWaitTimes(none)
        .setSizes(none)
        .setReuseTimes(none)
        .setKeys(keys(100))
        .setSlots(List.of())
        .setEntities(List.of())
        .setPartitions(List.of())
        .setExample("r:user42profile");
  }

  /** A sketch of so many keys, about. */
  private static ByteBuffer keys(int count) {
    ByteBuffer pairs = ByteBuffer.allocate(2 * Math.min(100, count));
    for (int key = 0; pairs.hasRemaining(); key++) {
      pairs.put((byte) key).put((byte) 1);
    }
    return pairs.flip();
  }

  /** A histogram of so many loads in each of some buckets. */
  private static ByteBuffer times(long count, int... buckets) {
    ByteBuffer bytes = ByteBuffer.allocate(buckets.length * 8);
    int last = -1;
    for (int bucket : buckets) {
      ByteUtils.writeUnsignedVarint(bucket - last - 1, bytes);
      ByteUtils.writeVarlong(count, bytes);
      last = bucket;
    }
    return bytes.flip();
  }

  private static Evidence evidence(String template, TemplateStats now, TemplateStats before) {
    TemplateSums recent = sums(now);
    return new Evidence(
        "posts",
        template,
        RuleName.of("posts", template),
        recent,
        SECONDS,
        recent,
        sums(before),
        List.of());
  }

  private static TemplateSums sums(TemplateStats stats) {
    TemplateSums sums = new TemplateSums();
    sums.add(stats);
    return sums;
  }

  private static Evidence ttl(long ttlMs, long observedMs, long loads, long sampled, long writes) {
    TemplateStats stats =
        stats(
                Map.of(
                    Figure.READS, 10_000L,
                    Figure.LOADS, loads,
                    Figure.SAMPLED_LOADS, sampled,
                    Figure.WRITES, writes),
                Map.of(Peak.TTL_MS, ttlMs, Peak.OBSERVED_MS, observedMs),
                loads(100))
            .build();
    return evidence("user:*:profile", stats, stats);
  }

  @Test
  void aTtlThatIsTooShortIsNamedWithTheLoadsThatAnotherWouldCost() {
    Recommendation advice =
        new ShortTtlPolicy().judge(ttl(1_000, 60_000, 6_000, 6_000, 10)).orElseThrow();
    assertThat(advice.cause()).isEqualTo(Cause.TTL_SHORT);
    assertThat(advice.command())
        .isEqualTo("./forewarm rules put 'posts:user:{id}:profile' --soft-ttl 5s --hard-ttl 50s");
    assertThat(advice.effect()).isEqualTo(new Recommendation.Effect("loadsPerSecond", 100, 20));
    assertThat(advice.confidence()).isGreaterThanOrEqualTo(Recommendation.HIGH);
  }

  @Test
  void withoutWritesOrWhereTheModelIsWrongNothingIsCertain() {
    assertThat(new ShortTtlPolicy().judge(ttl(1_000, 60_000, 6_000, 6_000, 0)))
        .hasValueSatisfying(advice -> assertThat(advice.confidence()).isEqualTo(0.7));
    assertThat(new ShortTtlPolicy().judge(ttl(1_000, 60_000, 6_000, 2_000, 10)))
        .hasValueSatisfying(advice -> assertThat(advice.confidence()).isEqualTo(0.4));
  }

  @Property
  void noTtlIsPromisedThatIsLongerThanTheKeysWereFollowed(
      @ForAll @LongRange(min = 500, max = 100_000) long ttlMs,
      @ForAll @LongRange(min = 0, max = 1_000_000) long observedMs) {
    Optional<Recommendation> advice =
        new ShortTtlPolicy().judge(ttl(ttlMs, observedMs, 6_000, 6_000, 10));
    advice.ifPresent(
        found -> {
          String seconds = String.valueOf(found.command()).replaceAll(".*soft-ttl (\\d+)s.*", "$1");
          assertThat(1_000 * Long.parseLong(seconds)).isGreaterThan(ttlMs);
          assertThat(1_000 * Long.parseLong(seconds)).isLessThanOrEqualTo(observedMs);
          assertThat(found.effect().expected()).isLessThanOrEqualTo(found.effect().now() / 2);
        });
  }

  private static Optional<Recommendation> flat(String... names) {
    TemplateStats stats =
        stats(Map.of(Figure.READS, 600L), Map.of(), loads(0))
            .setEntities(
                IntStream.range(0, names.length).mapToObj(i -> new Share(names[i], 9L)).toList())
            .build();
    return new FlatKeyPolicy().judge(evidence("*", stats, stats));
  }

  @Test
  void keysThatGlueKindAndIdAreFlatAndBareIdsAreNot() {
    assertThat(flat("user1profile", "user2profile", "session77"))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.configuration()).contains("session:{id}", "user:{id}:profile"));
    assertThat(flat("1", "2", "3", "4")).isEmpty();
    assertThat(flat("abc12", "dead99", "fed7")).isEmpty();
    assertThat(flat("8f3a-11", "77-b", "9c-1")).isEmpty();
  }

  private static Optional<Recommendation> origin(ByteBuffer now, ByteBuffer before, long micros) {
    Map<Figure, Long> counters = Map.of(Figure.LOADS, 6_000L, Figure.LOAD_MICROS, 6_000 * micros);
    return new SlowOriginPolicy()
        .judge(
            evidence(
                "user:*",
                stats(counters, Map.of(), loads(0)).setLoadTimes(now).build(),
                stats(counters, Map.of(), loads(0)).setLoadTimes(before).build()));
  }

  @Test
  void anOriginThatIsSlowerIsNamed() {
    ByteBuffer even = times(2_000, 88, 89, 90);
    ByteBuffer slower = times(2_000, 112, 113, 114);
    assertThat(origin(even, even, 9_000)).isEmpty();
    assertThat(origin(slower, even, 70_000)).map(Recommendation::cause).contains(Cause.ORIGIN_SLOW);
  }

  /** 2,000 loads each of some milliseconds, while so many ran: 2 to the power of a step. */
  private static TemplateStats atOnce(int[] steps, int[] millis) {
    TemplateStats stats = stats(Map.of(), Map.of(), loads(0)).build();
    ByteBuffer times = ByteBuffer.allocate(0);
    List<Long> counters = stats.getCounters();
    for (int i = 0; i < steps.length; i++) {
      counters.set(Figure.LOADS_AT_ONCE.place() + steps[i], 2_000L);
      counters.set(Figure.MICROS_AT_ONCE.place() + steps[i], 2_000_000L * millis[i]);
      counters.set(Figure.SUM_AT_ONCE.place() + steps[i], 2_000L << steps[i]);
      times = times(2_000, 8 * (32 - Integer.numberOfLeadingZeros(millis[i])) + 50);
    }
    counters.set(Figure.LOADS.place(), 2_000L * steps.length);
    stats.setLoadTimes(times);
    return stats;
  }

  private static Optional<Recommendation> queue(TemplateStats now, TemplateStats before) {
    return new SlowOriginPolicy().judge(evidence("row:*", now, before));
  }

  @Test
  void loadsThatTakeTheLongerTheMoreRunWaitForAPool() {
    TemplateStats queue = atOnce(new int[] {0, 1, 3, 4}, new int[] {20, 20, 80, 160});
    assertThat(queue(queue, queue))
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.cause()).isEqualTo(Cause.POOL_SMALL);
              assertThat(advice.reason()).contains("pool of at most 2 connections");
              assertThat(advice.configuration()).endsWith("maximum-pool-size=16");
              assertThat(advice.effect().expected()).isEqualTo(20);
            });
  }

  @Test
  void loadsThatAllWaitAreComparedWithThoseOfBefore() {
    TemplateStats full = atOnce(new int[] {4}, new int[] {160});
    TemplateStats start = atOnce(new int[] {0, 1}, new int[] {20, 20});
    assertThat(queue(full, start)).map(Recommendation::cause).contains(Cause.POOL_SMALL);
    assertThat(queue(full, full)).isEmpty();
  }

  @Test
  void anOriginThatIsSlowWhateverRunsIsNoPool() {
    TemplateStats slow = atOnce(new int[] {0, 2, 4}, new int[] {80, 80, 85});
    TemplateStats before = atOnce(new int[] {0, 1}, new int[] {8, 8});
    assertThat(queue(slow, before)).map(Recommendation::cause).contains(Cause.ORIGIN_SLOW);
    assertThat(queue(slow, slow)).isEmpty();
    TemplateStats busy = atOnce(new int[] {0, 3}, new int[] {1, 5});
    assertThat(queue(busy, busy)).as("threads that wait for a processor").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {500, 3_900})
  void aSlotThatHasMostReadsIsHot(long reads) {
    TemplateStats stats =
        stats(Map.of(Figure.READS, 6_000L), Map.of(), loads(0))
            .setSlots(List.of(new Share("77", reads)))
            .build();
    Optional<Recommendation> advice = new HotSlotPolicy().judge(evidence("a:*", stats, stats));
    assertThat(advice.isPresent()).isEqualTo(reads > 2_400);
    advice.ifPresent(found -> assertThat(found.reason()).contains("65 %", "slot 77"));
  }

  private static Optional<Recommendation> compression(long saved, long micros) {
    TemplateStats stats =
        stats(
                Map.of(
                    Figure.COMPRESSED_BYTES, 60L << 20,
                    Figure.SAVED_BYTES, saved,
                    Figure.COMPRESS_MICROS, micros),
                Map.of(),
                loads(0))
            .build();
    return new VainCompressionPolicy().judge(evidence("image:*", stats, stats));
  }

  @Test
  void compressionThatSavesNothingIsNamedWithItsCost() {
    Recommendation advice = compression(0, 120_000).orElseThrow();
    assertThat(advice.cause()).isEqualTo(Cause.COMPRESSION_VAIN);
    assertThat(advice.reason()).contains("1024 KB a second", "0.0 %", "2.0 ms of every second");
    assertThat(advice.command())
        .isEqualTo("./forewarm rules put 'posts:image:{id}' --compression off");
    assertThat(advice.effect()).isEqualTo(new Recommendation.Effect("compressMsPerSecond", 2.0, 0));
    assertThat(compression(30L << 20, 120_000)).isEmpty();
    assertThat(compression(0, 1_000)).isEmpty();
  }

  private static Optional<Recommendation> memory(double share, EvictorConfig config) {
    long capacity = 64L << 20;
    MemoryBoard.Master master =
        new MemoryBoard.Master(
            "redis:6379", (long) (share * capacity), capacity, share, "noeviction");
    return new FullMemoryPolicy()
        .judge(
            master,
            config,
            () ->
                List.of(
                    new FullMemoryPolicy.Values("posts", "post:*", 2 << 20, 0.1),
                    new FullMemoryPolicy.Values("pages", "page:*", 40 << 20, 0.75)));
  }

  @Test
  void memoryThatEndsSoonIsNamedWithWhatTakesIt() {
    EvictorConfig idle = new EvictorConfig(false, 0.76, 0.75, 0, 1 << 20);
    Recommendation advice = memory(0.92, idle).orElseThrow();
    assertThat(advice.cause()).isEqualTo(Cause.MEMORY_FULL);
    assertThat(advice.region()).isEqualTo("pages");
    assertThat(advice.reason())
        .contains("92 % of 64 MB", "refuses all fills", "about 42 MB", "40 MB of that page:*")
        .contains("75 % were read once");
    assertThat(advice.configuration()).isEqualTo("eviction.enabled=true of the app");
    assertThat(advice.effect()).isEqualTo(new Recommendation.Effect("memory", 0.92, 0.76));
    assertThat(advice.confidence()).isGreaterThanOrEqualTo(Recommendation.HIGH);
    assertThat(memory(0.84, idle)).isEmpty();
    assertThat(memory(0.92, EvictorConfig.DEFAULT))
        .hasValueSatisfying(
            other -> {
              assertThat(other.configuration()).isEqualTo("maxmemory of Redis=79mb");
              assertThat(other.confidence()).isLessThan(Recommendation.HIGH);
            });
  }

  @Test
  void aReaderThatIsLateIsNamed() {
    FlowBoard.Flow flow =
        new FlowBoard.Flow(
            1,
            List.of(new FlowBoard.TopicFlow("access", 9_000, 70)),
            List.of(
                new FlowMeters.Behind("app", "access", 45, 3_000),
                new FlowMeters.Behind("eviction", "access", 29, 2_000)));
    assertThat(new LagPolicy().judge(flow))
        .singleElement()
        .satisfies(
            advice -> {
              assertThat(advice.id()).isEqualTo("lag:app:access");
              assertThat(advice.reason()).contains("45 s behind", "3000 records wait", "70.0 come");
            });
  }

  private static Optional<Recommendation> changed(int days, long reads, long loads, long micros) {
    TemplateStats now = doing(reads, loads, micros);
    List<TemplateSums> before = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      before.add(sums(doing(60 * 6_000L, 60 * 60L, 60 * 60 * 9_000L)));
    }
    TemplateSums recent = sums(now);
    return new ChangedPolicy()
        .judge(new Evidence("posts", "post:*", null, recent, SECONDS, recent, sums(now), before));
  }

  private static TemplateStats doing(long reads, long loads, long micros) {
    return stats(
            Map.of(
                Figure.READS, reads,
                Figure.MISSES, loads,
                Figure.LOADS, loads,
                Figure.LOAD_MICROS, micros),
            Map.of(),
            loads(0))
        .build();
  }

  @Test
  void whatWasOnNoEarlierDayAtThisHourIsNamed() {
    assertThat(changed(7, 6_000, 60, 60 * 9_000L)).isEmpty();
    assertThat(changed(2, 60_000, 600, 0)).as("too few days").isEmpty();
    assertThat(changed(3, 2_000, 20, 20 * 9_000L))
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.reason())
                  .contains("33.3 reads a second now, at least 100.0 before");
              assertThat(advice.measured()).isEqualTo(3);
              assertThat(advice.confidence()).isLessThan(Recommendation.HIGH);
            });
    assertThat(changed(3, 6_000, 600, 600 * 27_000L))
        .map(Recommendation::reason)
        .hasValue(
            "against this hour of 3 earlier days: 10.0 loads a second now, at most 1.0 before; 27.0"
                + " ms a load now, at most 9.0 before; 10.0 % misses now, at most 1.0 before");
  }
}
