package io.forewarm.benchmarks;

import io.forewarm.benchmarks.reads.Servers;
import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.EventConfig;
import io.forewarm.client.events.KafkaEventSink;
import io.forewarm.local.load.Popularity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** The reporting halves of many clients, which count reads that nobody makes. */
final class SimulatedClients {
  private static final int KEYS = 100_000;
  private static final long STEP_NANOS = 1_000_000;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<KafkaEventSink> clients;

  /** Starts clients with the default settings of reports. */
  SimulatedClients(String bootstrap, int number) {
    clients = IntStream.range(0, number).mapToObj(i -> client(bootstrap, "client-" + i)).toList();
  }

  private KafkaEventSink client(String bootstrap, String id) {
    EventConfig config =
        new EventConfig(
            Map.of("bootstrap.servers", bootstrap),
            Servers.TOPICS,
            "bench",
            id,
            Duration.ofSeconds(2),
            null);
    return new KafkaEventSink(
        config, new BrokerClock(System::nanoTime), System::currentTimeMillis, meters);
  }

  /**
   * Counts reads of keys by Zipf's law at a rate, spread over the clients by chance, then ends the
   * clients, which report what is left.
   */
  Reported read(int readsPerSecond, Duration time) {
    Popularity popularity = Popularity.zipf(KEYS, 1);
    SplittableRandom random = new SplittableRandom(1);
    long began = System.nanoTime();
    long reads = 0;
    for (long now = began; now - began < time.toNanos(); now = System.nanoTime()) {
      long due = (now - began) * readsPerSecond / TimeUnit.SECONDS.toNanos(1);
      for (; reads < due; reads++) {
        clients
            .get(random.nextInt(clients.size()))
            .counter("samples:" + popularity.draw(random))
            .nearHit(false);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    clients.forEach(KafkaEventSink::close);
    return new Reported(
        reads,
        (long) meters.get("forewarm.client.reports.sent").counter().count(),
        (long) meters.get("forewarm.client.reports.dropped").counter().count());
  }

  /**
   * What was counted, and what it took to say so.
   *
   * @param records that the broker has acknowledged
   * @param dropped records that did not reach it
   */
  record Reported(long reads, long records, long dropped) {
    double recordsPerRead() {
      return (double) records / reads;
    }
  }
}
