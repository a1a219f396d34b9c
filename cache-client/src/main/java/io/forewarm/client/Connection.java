package io.forewarm.client;

import io.forewarm.client.control.CommandConfig;
import io.forewarm.client.control.CommandHandler;
import io.forewarm.client.control.CommandWorker;
import io.forewarm.client.control.KafkaControlLog;
import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.EventConfig;
import io.forewarm.client.events.EventSink;
import io.forewarm.client.events.KafkaEventSink;
import io.forewarm.client.redis.GuardedStore;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.client.redis.ValueStore;
import java.util.UUID;

/** Builds a client's connections from its configuration. */
final class Connection {
  private Connection() {}

  static Forewarm open(ForewarmConfig config) {
    String clientId = config.service() + '-' + UUID.randomUUID().toString().substring(0, 8);
    ValueStore store =
        new GuardedStore(
            RedissonStore.connect(
                config.redis(),
                config.redisPrefix(),
                config.compression(),
                config.valueSizes(),
                config.redisTimeout()));
    if (config.kafka().isEmpty()) {
      return new Forewarm(
          clientId,
          config.service(),
          config.meters(),
          store,
          EventSink.NONE,
          new RedisVoidLog(store),
          null);
    }
    BrokerClock clock = new BrokerClock(System::nanoTime);
    KafkaEventSink events =
        new KafkaEventSink(
            new EventConfig(
                config.kafka(),
                config.topics(),
                config.service(),
                clientId,
                config.flushInterval(),
                config.userKey()),
            clock,
            store::now,
            config.meters());
    CommandConfig commands =
        new CommandConfig(config.kafka(), config.topics(), config.service(), clientId);
    return new Forewarm(
        clientId,
        config.service(),
        config.meters(),
        store,
        events,
        new KafkaControlLog(config.kafka(), config.topics(), clock, config.meters()),
        handler -> new CommandWorker(commands, clock, handler, events::outcome, config.meters()));
  }

  /** Makes the worker once the regions are there that it works for. */
  interface CommandWorkerFactory {
    CommandWorker create(CommandHandler handler);
  }
}
