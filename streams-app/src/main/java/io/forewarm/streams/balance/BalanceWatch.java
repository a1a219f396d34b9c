package io.forewarm.streams.balance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.client.redis.MasterReads;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the masters of Redis now and then what they have answered, and says in {@code insights} when
 * one of them is read more than its part. Every instance measures; one of them speaks.
 */
public final class BalanceWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BalanceWatch.class);
  private static final Duration FLUSH = Duration.ofMillis(500);

  private final Surroundings around;
  private final BalancePolicy policy;
  private final BalanceAlerts alerts;
  private final ReadRates rates = new ReadRates();
  private final Serializer<Insight> serializer;
  private final Producer<byte[], byte[]> producer;
  private final ScheduledExecutorService clock;
  private Set<String> overloaded = new TreeSet<>();

  /**
   * What the watch works with.
   *
   * @param kafka properties of Kafka clients
   * @param topics names of the topics
   * @param store Redis; stays open
   * @param hotKeys the keys that are hot now
   * @param speaks whether this instance is the one that speaks
   * @param meters where it is shown
   */
  public record Surroundings(
      Map<String, Object> kafka,
      Topics topics,
      RedissonStore store,
      Supplier<List<HotKey>> hotKeys,
      BooleanSupplier speaks,
      BalanceMeters meters) {}

  private BalanceWatch(BalanceConfig config, Surroundings around) {
    this.around = around;
    policy = new BalancePolicy(config);
    alerts = new BalanceAlerts(config);
    serializer = new RecordSerdes(around.kafka()).serializer();
    producer = producer(around);
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "forewarm-balance");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts to look. */
  public static BalanceWatch start(BalanceConfig config, Surroundings around) {
    BalanceWatch watch = new BalanceWatch(config, around);
    long millis = config.every().toMillis();
    var unused = watch.clock.scheduleWithFixedDelay(watch::ask, 0, millis, TimeUnit.MILLISECONDS);
    return watch;
  }

  private static Producer<byte[], byte[]> producer(Surroundings around) {
    Map<String, Object> config = new HashMap<>(around.kafka());
    config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5000);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, around.topics().prefix() + "balance");
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void ask() {
    try {
      List<MasterReads> now = around.store().masterReads().get();
      rates.take(now, System.nanoTime()).ifPresent(this::judge);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.debug("the masters do not say what they answer", e);
    }
  }

  private void judge(Balance now) {
    HotSlots hot =
        HotSlots.of(around.hotKeys().get(), around.store().spread(), new Places(around.store()));
    around.meters().show(now.readsPerSecond(), now.imbalance(), hot.hottest());
    Set<String> before = overloaded;
    overloaded = policy.overloaded(now, before);
    long at = System.currentTimeMillis();
    for (String node : overloaded) {
      if (!before.contains(node)) {
        say(alerts.began(node, now, hot, at));
      }
    }
    for (String node : before) {
      if (!overloaded.contains(node)) {
        say(alerts.ended(node, now, at));
      }
    }
  }

  private void say(Insight insight) {
    if (around.speaks().getAsBoolean()) {
      String topic = around.topics().insights.name();
      byte[] key = insight.getRegion().getBytes(UTF_8);
      var unused =
          producer.send(
              new ProducerRecord<>(topic, key, serializer.serialize(topic, insight)),
              (metadata, failure) -> {
                if (failure != null) {
                  LOG.warn("an alert was lost {}", insight, failure);
                }
              });
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close(FLUSH);
  }

  /** The store knows where everything is. */
  private record Places(RedissonStore store) implements HotSlots.Places {
    @Override
    public int slot(String cacheKey, int number) {
      return store.slot(cacheKey, number);
    }

    @Override
    public @Nullable String master(int slot) {
      return store.master(slot);
    }
  }
}
