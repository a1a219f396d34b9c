package io.forewarm.streams.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import io.forewarm.streams.Reports;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccessPolicyTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long HOUR = 3_600_000;

  private final AccessPolicy policy = new AccessPolicy(IntakeConfig.DEFAULT, 1);

  private Optional<String> refuse(AccessReport report, long timestamp) {
    return policy.refuse(report, 0, timestamp, NOW);
  }

  private static AccessReport report(Consumer<KeyAccess.Builder> change) {
    KeyAccess.Builder key = Reports.key("r:a", 1);
    change.accept(key);
    return new AccessReport("c", "s", 2000, List.of(), List.of(key.build()), -1L);
  }

  @Test
  void takesWhatClientsSend() {
    assertThat(refuse(Reports.of("s", Map.of()), NOW)).isEmpty();
    assertThat(refuse(Reports.of("s", Map.of("r:a", 0L, "{r:x}:b", 5L)), NOW)).isEmpty();
    assertThat(refuse(report(key -> key.setSoftExpiresInMs(-1)), NOW)).isEmpty();
    assertThat(refuse(report(key -> key.setKey("r:" + "x".repeat(1022))), NOW)).isEmpty();
    assertThat(refuse(report(key -> key.setReads(1_000_000_000_000L)), NOW)).isEmpty();
  }

  @Test
  void takesTimestampsWithinReachOfTheClock() {
    AccessReport report = Reports.of("s", Map.of());
    assertThat(refuse(report, NOW + HOUR)).isEmpty();
    assertThat(refuse(report, 1)).isEmpty();
    assertThat(refuse(report, NOW + HOUR + 1)).isPresent();
    assertThat(refuse(report, Long.MAX_VALUE)).isPresent();
    assertThat(refuse(report, 0)).isPresent();
  }

  @Test
  void negativeTimestampsArriveAsZero() {
    ConsumerRecord<Object, Object> record =
        new ConsumerRecord<>(
            "access",
            0,
            0,
            -1,
            org.apache.kafka.common.record.TimestampType.CREATE_TIME,
            0,
            0,
            "k",
            "v",
            new org.apache.kafka.common.header.internals.RecordHeaders(),
            Optional.empty());
    assertThat(new BrokerTime().extract(record, 5)).isZero();
  }

  static Stream<Consumer<KeyAccess.Builder>> impossible() {
    return Stream.of(
        key -> key.setReads(-1),
        key -> key.setReads(1_000_000_000_001L),
        key -> key.setNearHits(-1),
        key -> key.setRedisHits(Long.MIN_VALUE),
        key -> key.setStaleHits(-1),
        key -> key.setMisses(-1),
        key -> key.setLoads(-1),
        key -> key.setLoadFailures(-1),
        key -> key.setLoadMicros(Long.MAX_VALUE),
        key -> key.setWrites(-1),
        key -> key.setSizeBytes(-1),
        key -> key.setSoftExpiresInMs(Long.MAX_VALUE),
        key -> key.setKey("no region"),
        key -> key.setKey(":no region"),
        key -> key.setKey(""),
        key -> key.setKey("r:" + "x".repeat(1023)),
        key -> key.setKey("r:" + "\u20ac".repeat(341)));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void refusesImpossibleKeys(Consumer<KeyAccess.Builder> change) {
    assertThat(refuse(report(change), NOW)).isPresent();
  }

  @Test
  void refusesImpossibleIntervalsAndRegions() {
    AccessReport report = Reports.of("s", Map.of());
    report.setIntervalMs(-1);
    assertThat(refuse(report, NOW)).isPresent();
    report.setIntervalMs(600_001);
    assertThat(refuse(report, NOW)).isPresent();
    report.setIntervalMs(600_000);
    assertThat(refuse(report, NOW)).isEmpty();
    report.setRegions(List.of(new RegionReads("r", -1L)));
    assertThat(refuse(report, NOW)).isPresent();
    report.setRegions(List.of(new RegionReads("", 1L)));
    assertThat(refuse(report, NOW)).isPresent();
    report.setRegions(List.of(new RegionReads("r".repeat(70_000), 1L)));
    assertThat(refuse(report, NOW)).isPresent();
  }
}
