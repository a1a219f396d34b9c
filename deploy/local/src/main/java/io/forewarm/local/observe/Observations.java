package io.forewarm.local.observe;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.replay.TopicScan;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.RegionStats;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.console.ObservationBoard;
import io.forewarm.streams.console.ObservationBoard.Row;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;

/** Reads the accounts of act and observe from {@code insights}. */
public final class Observations {
  /** Accounts of a span come after it; by less than this. */
  private static final Duration LATE = Duration.ofSeconds(20);

  private Observations() {}

  /**
   * Returns the groups of all regions.
   *
   * @param last how far back, counted from the latest account
   */
  public static List<Row> of(Broker broker, Duration last) {
    ObservationBoard board = new ObservationBoard(last);
    Topics topics = topics(broker);
    long since = System.currentTimeMillis() - last.plus(LATE).toMillis();
    try (TopicScan<Insight> insights = new TopicScan<>(broker.client(), topics.insights)) {
      insights.read(
          since,
          found -> {
            Insight insight = found.value();
            if (insight != null && insight.getBody() instanceof RegionStats stats) {
              board.put(insight.getRegion(), stats);
            }
          });
    }
    return board.rows();
  }

  private static Topics topics(Broker broker) {
    try (Consumer<byte[], byte[]> asks = broker.consumer()) {
      int partitions = asks.partitionsFor(broker.topics().insights.name()).size();
      return new Topics(broker.topics().prefix(), Math.max(1, partitions));
    }
  }
}
