package io.forewarm.streams.invalidation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class RoundTest {
  private static final RecordSerdes SERDES = new RecordSerdes(Map.of());
  private static final Serde<WriteEvent> WRITES = SERDES.serde(WriteEvent.class);

  private final WriteResolver resolver = new WriteResolver("writes", WRITES.deserializer());
  private final InvalidationBatches batches = new InvalidationBatches(3, "w-1");

  private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value) {
    return new ConsumerRecord<>(
        "writes",
        3,
        offset,
        1000 + offset,
        TimestampType.LOG_APPEND_TIME,
        0,
        value.length,
        "posts:9".getBytes(UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static byte[] event(List<String> keys, List<String> tags) {
    WriteEvent event =
        WriteEvent.newBuilder()
            .setId("id")
            .setOperation(WriteOperation.WRITE)
            .setKeys(keys)
            .setTags(tags)
            .build();
    return WRITES.serializer().serialize("writes", event);
  }

  private Round round(byte[]... values) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (byte[] value : values) {
      records.add(record(records.size(), value));
    }
    return Round.of(records, resolver);
  }

  @Test
  void oneBatchTellsAllOfARound() {
    Round round =
        round(event(List.of("a:1", "a:2"), List.of("t")), event(List.of("a:1"), List.of("t")));
    assertThat(round.nextOffset()).isEqualTo(2);
    assertThat(batches.of(round, 5, 9))
        .containsExactly(
            InvalidationBatch.newBuilder()
                .setPartition(3)
                .setUpTo(9)
                .setHashes(List.of(CacheKey.hash("a:1"), CacheKey.hash("a:2")))
                .setTags(List.of("tag:t"))
                .setFloors(List.of())
                .setWorker("w-1")
                .build());
  }

  @Test
  void whatIsRefusedIsToldAsFloor() {
    Round round = round(new byte[] {9, 9});
    assertThat(round.refused()).hasSize(1);
    assertThat(batches.of(round, 5, 9).get(0).getFloors()).containsExactly("posts");
  }

  @Test
  void afterAGapEverythingBeforeTheFirstRecordIsStale() {
    Round round = round(event(List.of("a:1"), List.of())).afterGap();
    assertThat(round.voided()).containsExactly(new Voided("region:*", 1000, ""));
    assertThat(batches.of(round, 5, 9).get(0).getFloors()).containsExactly("*");
  }

  @Test
  void aHugeRoundIsToldInPartsAndOnlyTheLastMovesTheWatermark() {
    List<String> keys = IntStream.range(0, 100_000).mapToObj(i -> "r:" + i).toList();
    Serializer<InvalidationBatch> writer = SERDES.serializer();
    List<InvalidationBatch> parts = batches.of(round(event(keys, List.of("t"))), 5, 9);
    assertThat(parts).hasSize(4);
    assertThat(parts.stream().map(InvalidationBatch::getUpTo)).containsExactly(5L, 5L, 5L, 9L);
    assertThat(parts.stream().flatMap(part -> part.getHashes().stream()))
        .containsExactlyElementsOf(keys.stream().map(CacheKey::hash).toList());
    assertThat(parts.stream().mapToInt(part -> writer.serialize("i", part).length))
        .allMatch(bytes -> bytes < 1_000_000);
  }

  @Test
  void moreTagsThanARecordHoldsRaiseEveryFloorInstead() {
    List<String> tags = IntStream.range(0, 2_000).mapToObj(i -> "t".repeat(900) + i).toList();
    List<InvalidationBatch> parts = batches.of(round(event(List.of(), tags)), 5, 9);
    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).getTags()).isEmpty();
    assertThat(parts.get(0).getFloors()).containsExactly("*");
  }
}
