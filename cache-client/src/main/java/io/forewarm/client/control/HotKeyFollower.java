package io.forewarm.client.control;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Tells which keys are hot, and cools each at its time by this process's own clock: a pipeline that
 * has died leaves nothing hot.
 */
final class HotKeyFollower implements Follower {
  private static final long MAX_REMAINING_MS = TimeUnit.MINUTES.toMillis(10);

  private final Topic<HotKey> topic;
  private final Deserializer<HotKey> reader;
  private final BrokerClock clock;
  private final ControlListener listener;
  private final Map<String, Long> coolsAt = new HashMap<>();

  HotKeyFollower(
      Topic<HotKey> topic,
      Deserializer<HotKey> reader,
      BrokerClock clock,
      ControlListener listener) {
    this.topic = topic;
    this.reader = reader;
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public Topic<HotKey> topic() {
    return topic;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record, long receivedNanos) {
    String cacheKey = Records.key(record);
    HotKey hot = reader.deserialize(topic.name(), record.value());
    if (hot == null) {
      cool(cacheKey);
      return;
    }
    if (!hot.getKey().equals(cacheKey)) {
      throw new IllegalArgumentException(
          "the record key " + cacheKey + " is not the hot key " + hot.getKey());
    }
    // At least as late as the record itself, also while nothing else tells the broker's time.
    long remaining = hot.getUntil() - Math.max(clock.nowMillis(), record.timestamp());
    if (remaining > 0) {
      long nanos = TimeUnit.MILLISECONDS.toNanos(Math.min(remaining, MAX_REMAINING_MS));
      coolsAt.put(cacheKey, receivedNanos + nanos);
      listener.hot(hot);
    }
  }

  private void cool(String cacheKey) {
    if (coolsAt.remove(cacheKey) != null) {
      listener.cooled(cacheKey);
    }
  }

  @Override
  public void settle(long now) {
    coolsAt
        .entrySet()
        .removeIf(
            hot -> {
              boolean over = now - hot.getValue() >= 0;
              if (over) {
                listener.cooled(hot.getKey());
              }
              return over;
            });
  }
}
