package io.forewarm.streams.intake;

import static io.forewarm.streams.PipelineDriver.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Rule;
import io.forewarm.streams.PipelineConfig;
import io.forewarm.streams.PipelineDriver;
import io.forewarm.streams.Reports;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be read or cannot be true goes to the dead letters, and the stream goes on. */
class DeadLettersTest {
  private final PipelineDriver driver = new PipelineDriver(PipelineConfig.DEFAULT);

  @AfterEach
  void close() {
    driver.close();
  }

  private static byte[] bytes(SpecificRecord record) {
    return new RecordSerdes(Map.of()).serializer().serialize("any", record);
  }

  private static AccessReport good() {
    return Reports.of("shop", Map.of("r:a", 100L));
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private void isDead(byte[] original, String cause) {
    driver.report(START, good());
    driver.raw(START + 1, original);
    List<TestRecord<byte[], byte[]>> letters = driver.deadLetters();
    assertThat(letters).hasSize(1);
    TestRecord<byte[], byte[]> letter = letters.get(0);
    assertThat(letter.value()).isEqualTo(original);
    assertThat(letter.key()).isEqualTo(new byte[] {'0'});
    assertThat(header(letter, DeadLetters.CAUSE)).contains(cause);
    assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo("t.access");
    assertThat(header(letter, DeadLetters.PARTITION)).isEqualTo("0");
    assertThat(header(letter, DeadLetters.OFFSET)).isEqualTo("1");
    driver.report(START + 1000, good());
    assertThat(driver.hotKeys()).extracting(TestRecord::key).containsExactly("r:a");
    assertThat(driver.deadLetters()).isEmpty();
  }

  @Test
  void garbage() {
    isDead("not a record".getBytes(StandardCharsets.UTF_8), "SerializationException");
  }

  @Test
  void emptyBytes() {
    isDead(new byte[0], "SerializationException");
  }

  @Test
  void reportCutShort() {
    byte[] whole = bytes(good());
    isDead(Arrays.copyOf(whole, whole.length - 3), "SerializationException");
  }

  @Test
  void randomBytesBehindTheMarkerAndSchemaOfAReport() {
    byte[] forged = Arrays.copyOf(bytes(good()), 4096);
    byte[] noise = new byte[4000];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, forged, 10, noise.length);
    isDead(forged, "SerializationException");
  }

  @Test
  void recordOfAnotherTopic() {
    isDead(bytes(Rule.newBuilder().setTarget("*").build()), "not Rule");
  }

  @Test
  void negativeCounter() {
    isDead(bytes(Reports.of("shop", Map.of("r:b", -1L), Map.of())), "impossible counters of key");
  }

  @Test
  void tenMegabyteKey() {
    isDead(bytes(Reports.of("shop", Map.of("r:" + "x".repeat(10 << 20), 1L))), "10485762 bytes");
  }

  @Test
  void oneBadKeyRefusesTheWholeReportAndCountsNothingOfIt() {
    driver.raw(START, bytes(Reports.of("shop", Map.of("r:a", 100L, "r:b", -1L), Map.of())));
    driver.report(START + 1000, Reports.of("shop", Map.of()));
    assertThat(driver.deadLetters()).hasSize(1);
    assertThat(driver.hotKeys()).isEmpty();
  }

  @Test
  void timestampFromTheFutureDoesNotMoveStreamTime() {
    driver.report(START, good());
    driver.report(START + 3_700_000, good());
    driver.report(START + 1000, good());
    assertThat(driver.deadLetters()).hasSize(1);
    assertThat(driver.hotKeys()).extracting(TestRecord::key).containsExactly("r:a");
  }

  @Test
  void keyOfAnotherPartition() {
    try (PipelineDriver four = new PipelineDriver(PipelineConfig.DEFAULT, 4)) {
      for (int i = 0; i < 40; i++) {
        four.report(START, Reports.of("shop", Map.of("r:" + i, 1L)));
      }
      assertThat(four.deadLetters())
          .hasSizeBetween(20, 39)
          .allSatisfy(letter -> assertThat(header(letter, DeadLetters.CAUSE)).contains("not 0"));
    }
  }
}
