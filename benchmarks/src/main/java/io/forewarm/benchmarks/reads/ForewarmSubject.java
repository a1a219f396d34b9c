package io.forewarm.benchmarks.reads;

import io.forewarm.client.Forewarm;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** Forewarm as a benchmark uses it, with the proof of which layer answered. */
final class ForewarmSubject implements AutoCloseable {
  /** More reads of a key in a row than make it a suspect, which the near cache takes in. */
  private static final int READS_TO_BE_HOT = 25;

  private static final double DEMANDED_SHARE = 0.999;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Forewarm forewarm;
  private final String layer;
  private final double readsBefore;
  private final double hitsBefore;

  /** The region of the samples; all of them are in the layer. */
  final Region<String, byte[]> region;

  private ForewarmSubject(String layer, long nearBytes) {
    this.layer = layer;
    this.forewarm = Forewarm.connect(Servers.client().meters(meters).build());
    this.region =
        forewarm.open(
            RegionConfig.builder("samples", String.class, "{id}")
                .codec(Codec.bytes())
                .softTtl(Duration.ofHours(1))
                .maxStaleness(Duration.ofHours(1))
                .nearBytes(nearBytes)
                .loader(key -> Samples.VALUE)
                .build());
    FirstRedisHit.await(region, meters);
    for (String key : Samples.keys()) {
      for (int i = 0; i < READS_TO_BE_HOT; i++) {
        region.get(key);
      }
    }
    this.readsBefore = reads();
    this.hitsBefore = hits();
  }

  /** Values near, and for longer than a measurement. */
  static ForewarmSubject near() {
    return new ForewarmSubject("near", 64L << 20);
  }

  /** Values in Redis only. */
  static ForewarmSubject redis() {
    return new ForewarmSubject("redis", 0);
  }

  private double reads() {
    return meters.find("forewarm.client.reads").functionCounters().stream()
        .mapToDouble(FunctionCounter::count)
        .sum();
  }

  private double hits() {
    return meters.get("forewarm.client.reads").tag("layer", layer).functionCounter().count();
  }

  /**
   * Ends the client.
   *
   * @throws IllegalStateException if less than 99.9 % of the reads were answered by the layer: then
   *     something else was measured
   */
  @Override
  public void close() {
    double reads = reads() - readsBefore;
    double hits = hits() - hitsBefore;
    forewarm.close();
    if (reads == 0 || hits < DEMANDED_SHARE * reads) {
      throw new IllegalStateException(
          "of %.0f reads only %.0f were answered by layer '%s'".formatted(reads, hits, layer));
    }
  }
}
