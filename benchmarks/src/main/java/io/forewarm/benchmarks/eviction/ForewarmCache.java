package io.forewarm.benchmarks.eviction;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.client.codec.Compression;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.local.load.LoadClock;
import io.forewarm.local.stack.StackAddresses;
import io.forewarm.schemas.Topics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Forewarm with reports, and without a near cache: what is compared is what Redis keeps. */
final class ForewarmCache implements Cache {
  private static final String REGION = "items";

  private final Requests requests;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Forewarm forewarm;
  private final Region<Integer, byte[]> region;
  private final LongAdder loads = new LongAdder();
  private final LongAdder loadMicros = new LongAdder();

  ForewarmCache(StackAddresses stack, Topics topics, Requests requests) {
    this.requests = requests;
    forewarm =
        Forewarm.connect(
            ForewarmConfig.builder("bench")
                .redis(stack.redis())
                .kafka(stack.kafka())
                .topics(topics)
                .meters(meters)
                .compression(CompressionConfig.of(Compression.NONE))
                .build());
    region =
        forewarm.open(
            RegionConfig.builder(REGION, Integer.class, "{id}")
                .codec(Codec.bytes())
                .softTtl(Duration.ofHours(12))
                .nearBytes(0)
                .loader(this::load)
                .build());
  }

  private byte[] load(int key) {
    int micros = requests.loadMicros(key);
    loads.increment();
    loadMicros.add(micros);
    LoadClock.SYSTEM.sleepUntil(LoadClock.SYSTEM.now() + TimeUnit.MICROSECONDS.toNanos(micros));
    return new byte[requests.bytes()[key]];
  }

  @Override
  public void read(int key) {
    region.get(key);
  }

  @Override
  public Tally tally() {
    long reads = 0;
    long misses = 0;
    for (FunctionCounter layer : meters.get("forewarm.client.reads").functionCounters()) {
      long count = (long) layer.count();
      reads += count;
      misses += "origin".equals(layer.getId().getTag("layer")) ? count : 0;
    }
    return new Tally(reads, misses, loads.sum(), loadMicros.sum());
  }

  @Override
  public void close() {
    forewarm.close();
  }
}
