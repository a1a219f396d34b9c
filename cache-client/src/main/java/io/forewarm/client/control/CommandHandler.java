package io.forewarm.client.control;

import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.MaintenanceCommand;
import java.util.concurrent.CompletableFuture;

/** Executes commands for the regions that this client has opened. */
public interface CommandHandler {
  /** Whether this client has opened the key's region with a loader. */
  boolean owns(String cacheKey);

  /** Executes; the future never fails, what goes wrong is an outcome. */
  CompletableFuture<CommandOutcome> execute(MaintenanceCommand command);
}
