package io.forewarm.client;

import io.forewarm.client.control.CommandHandler;
import io.forewarm.client.control.CommandWorker;
import io.forewarm.client.control.ControlLog;
import io.forewarm.client.events.EventSink;
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
                config.redis(), config.redisPrefix(), config.compression(), config.redisTimeout()));
    return new Forewarm(
        clientId, config.service(), config.meters(), store, EventSink.NONE, ControlLog.NONE, null);
  }

  /** Makes the worker once the regions are there that it works for. */
  interface CommandWorkerFactory {
    CommandWorker create(CommandHandler handler);
  }
}
