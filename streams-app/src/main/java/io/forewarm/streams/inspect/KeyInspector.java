package io.forewarm.streams.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.client.redis.RedissonStore;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/** Finds out about one key all that the topics and Redis know. Safe for concurrent use. */
public final class KeyInspector {
  private final Map<String, ?> kafka;
  private final Topics topics;
  private final RedissonStore store;
  private final Clock clock;

  /**
   * Takes where to look.
   *
   * @param kafka properties of Kafka clients
   * @param topics names of the topics; their partitions are the brokers'
   * @param store Redis
   */
  public KeyInspector(Map<String, ?> kafka, Topics topics, RedissonStore store) {
    this.kafka = Map.copyOf(kafka);
    this.topics = topics;
    this.store = store;
    this.clock = Clock.systemUTC();
  }

  /**
   * What is asked.
   *
   * @param key cache key, {@code region:key}
   * @param back how far back the log is read, above 0
   * @param visits whether to tell which users read it, from all partitions of {@code visits}
   * @param allPartitions whether to read all of {@code writes}: an event with several keys lies by
   *     the first of them
   */
  public record Question(String key, Duration back, boolean visits, boolean allPartitions) {
    /** Refuses what is no cache key. */
    public Question {
      if (key.indexOf(':') < 1 || key.getBytes(UTF_8).length > CacheKey.MAX_BYTES) {
        throw new IllegalArgumentException(
            "a cache key is a region, a colon and the key, as in posts:post:7, at most "
                + CacheKey.MAX_BYTES
                + " bytes: '"
                + key
                + "'");
      }
      if (back.isNegative() || back.isZero()) {
        throw new IllegalArgumentException("since must be above 0: " + back);
      }
    }
  }

  /**
   * Answers. Reads the log first and Redis then, so that Redis is never behind what the log says.
   *
   * @param progress told how many records are still to be read
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
   */
  public Inspection inspect(Question question, LongConsumer progress) throws InterruptedException {
    long since = clock.millis() - question.back().toMillis();
    Timeline timeline = new Timeline(question.key());
    int partition;
    try (TimelineScan scan = new TimelineScan(kafka, topics)) {
      partition = scan.partition(question.key());
      TimelineScan.Width width =
          new TimelineScan.Width(question.visits(), question.allPartitions());
      scan.read(timeline, partition, since, width, progress);
    }
    KeyFacts.Redis redis = redis(question.key(), timeline);
    KeyFacts facts = timeline.facts(redis, question.back());
    return new Inspection(
        question.key(),
        partition,
        since,
        timeline.events(),
        redis.value(),
        VerdictPolicy.judge(facts));
  }

  private KeyFacts.Redis redis(String key, Timeline timeline) throws InterruptedException {
    RedisLook look;
    try {
      look = RedisLook.at(store, key);
    } catch (ExecutionException e) {
      return new KeyFacts.Redis(
          clock.millis(), null, 0, KeyFacts.NONE, String.valueOf(e.getCause()));
    }
    StoredValue value = look.value();
    List<String> tags = timeline.tagged(value == null ? List.of() : value.tagIds());
    new RedisWords(look).tell(tags, timeline);
    return new KeyFacts.Redis(
        look.state().clock(), value, look.state().keptMillis(), look.state().leaseMillis(), null);
  }
}
