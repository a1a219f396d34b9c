package io.forewarm.streams.balance;

import io.forewarm.client.redis.MasterReads;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.insight.InsightLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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
  private static final Duration MOST_WAIT = Duration.ofSeconds(5);

  private final Surroundings around;
  private final BalancePolicy policy;
  private final BalanceAlerts alerts;
  private final ReadRates rates = new ReadRates();
  private final InsightLog insights;
  private final ScheduledExecutorService clock;
  private Set<String> overloaded = new TreeSet<>();

  /**
   * What the watch works with.
   *
   * @param kafka properties of Kafka clients
   * @param topics names of the topics
   * @param store Redis; stays open
   * @param hotKeys the keys that are hot now
   * @param slotReads the reads that this instance is told of, by slot
   * @param speaks whether this instance is the one that speaks
   * @param meters where it is shown
   * @param board where it is shown, too
   */
  public record Surroundings(
      Map<String, Object> kafka,
      Topics topics,
      RedissonStore store,
      Supplier<List<HotKey>> hotKeys,
      SlotReads slotReads,
      BooleanSupplier speaks,
      BalanceMeters meters,
      SlotBoard board) {}

  private BalanceWatch(BalanceConfig config, Surroundings around) {
    this.around = around;
    policy = new BalancePolicy(config);
    alerts = new BalanceAlerts(config);
    insights = new InsightLog(around.kafka(), around.topics(), "balance", MOST_WAIT);
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
    Places places = new Places(around.store());
    SlotReads.Rates rates = around.slotReads().perSecond(System.nanoTime());
    HotSlots hot =
        HotSlots.of(around.hotKeys().get(), around.store().spread(), places, rates.reads());
    around.meters().show(now.readsPerSecond(), now.imbalance(), hot.hottest());
    Set<String> before = overloaded;
    overloaded = policy.overloaded(now, before);
    long at = System.currentTimeMillis();
    around.board().show(now, hot, rates, places, at);
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
      insights.say(insight);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    insights.close(FLUSH);
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
