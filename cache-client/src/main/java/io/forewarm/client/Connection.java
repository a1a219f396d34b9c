package io.forewarm.client;

import io.forewarm.client.control.CommandHandler;
import io.forewarm.client.control.CommandWorker;

/** Builds a client's connections from its configuration. */
final class Connection {
  private Connection() {}

  static Forewarm open(ForewarmConfig config) {
    throw new IllegalStateException("to come " + config);
  }

  /** Makes the worker once the regions are there that it works for. */
  interface CommandWorkerFactory {
    CommandWorker create(CommandHandler handler);
  }
}
