package io.forewarm.client;

import io.forewarm.client.control.CommandHandler;
import io.forewarm.client.control.CommandWorker;
import io.forewarm.client.redis.ValueStore;

/** Builds a client's connections from its configuration. */
final class Connection {
  private Connection() {}

  static Forewarm open(ForewarmConfig config) {
    if (config.service().isEmpty()) {
      throw new IllegalStateException("to come");
    }
    return new Forewarm(
        "c",
        "s",
        config.meters(),
        (ValueStore) (Object) "",
        io.forewarm.client.events.EventSink.NONE,
        io.forewarm.client.control.ControlLog.NONE,
        null);
  }

  /** Makes the worker once the regions are there that it works for. */
  interface CommandWorkerFactory {
    CommandWorker create(CommandHandler handler);
  }
}
