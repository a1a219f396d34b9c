package io.forewarm.client;

import io.forewarm.client.control.CommandConfig;
import io.forewarm.client.control.CommandHandler;
import io.forewarm.client.control.CommandWorker;
import io.forewarm.client.control.ControlLog;
import io.forewarm.client.control.KafkaControlLog;
import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.EventConfig;
import io.forewarm.client.events.EventSink;
import io.forewarm.client.events.KafkaEventSink;
import io.forewarm.client.redis.GuardedStore;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.client.redis.ValueStore;
import io.micrometer.core.instrument.FunctionCounter;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Builds a client's connections from its configuration. */
final class Connection {
  private Connection() {}

  /** A client that keeps its own counsel. */
  static Forewarm open(ForewarmConfig config, ValueStore store, ControlLog control) {
    return new Forewarm(clientId(config), config, store, EventSink.NONE, control, null);
  }

  private static String clientId(ForewarmConfig config) {
    return config.service() + '-' + UUID.randomUUID().toString().substring(0, 8);
  }

  static Forewarm open(ForewarmConfig config) {
    ValueStore store = store(config);
    if (config.kafka().isEmpty()) {
      return open(config, store, new RedisVoidLog(store));
    }
    String clientId = clientId(config);
    BrokerClock clock = new BrokerClock(System::nanoTime);
    KafkaEventSink events = events(config, clientId, clock, store::now);
    CommandConfig commands =
        new CommandConfig(config.kafka(), config.topics(), config.service(), clientId);
    return new Forewarm(
        clientId,
        config,
        store,
        events,
        new KafkaControlLog(config.kafka(), config.topics(), clock, config.meters()),
        handler -> new CommandWorker(commands, clock, handler, events::outcome, config.meters()));
  }

  /** A witness tells nothing, but by its empty reports it learns the brokers' time. */
  static Witness witness(ForewarmConfig config, Duration maxStaleness) {
    if (config.kafka().isEmpty()) {
      throw new IllegalArgumentException("a witness follows the log: it needs Kafka");
    }
    ValueStore store = store(config);
    BrokerClock clock = new BrokerClock(System::nanoTime);
    return new Witness(
        store,
        events(config, clientId(config), clock, store::now),
        new KafkaControlLog(config.kafka(), config.topics(), clock, config.meters()),
        maxStaleness);
  }

  /** An observer has no Redis, and its reports say nothing of expiries there. */
  static CacheObserver observer(ForewarmConfig config) {
    if (config.kafka().isEmpty()) {
      throw new IllegalArgumentException(
          "an observer tells the pipeline: name its brokers by kafka(...)");
    }
    BrokerClock clock = new BrokerClock(System::nanoTime);
    return CacheObserver.alone(
        config.service(), events(config, clientId(config), clock, System::currentTimeMillis));
  }

  private static ValueStore store(ForewarmConfig config) {
    RedissonStore redis =
        RedissonStore.connect(
            config.redis(),
            config.redisPrefix(),
            config.compression(),
            config.valueSizes(),
            config.redisTimeout());
    FunctionCounter.builder("forewarm.client.redis.unreadable", redis, RedissonStore::unreadable)
        .description("Entries in Redis that are no envelope, or damaged")
        .register(config.meters());
    FunctionCounter.builder("forewarm.client.redis.refused", redis, RedissonStore::tooLarge)
        .description("Values that were too large to be stored")
        .register(config.meters());
    return new GuardedStore(redis);
  }

  private static KafkaEventSink events(
      ForewarmConfig config, String clientId, BrokerClock clock, LongSupplier redisNow) {
    return new KafkaEventSink(
        new EventConfig(
            config.kafka(),
            config.topics(),
            config.service(),
            clientId,
            config.flushInterval(),
            config.userKey()),
        clock,
        redisNow,
        config.meters());
  }

  /** Makes the worker once the regions are there that it works for. */
  interface CommandWorkerFactory {
    CommandWorker create(CommandHandler handler);
  }
}
