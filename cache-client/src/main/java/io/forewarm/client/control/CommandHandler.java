package io.forewarm.client.control;

import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.MaintenanceCommand;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Executes commands for the regions that this client has opened. */
public interface CommandHandler {
  /** Whether this client has opened the key's region with a loader. */
  boolean owns(String cacheKey);

  /**
   * Executes as soon as the origin allows; must not block, however many wait. The future never
   * fails, what goes wrong is an outcome.
   *
   * @param wanted whether the command still is; to be asked when it begins at last
   */
  CompletableFuture<CommandOutcome> execute(MaintenanceCommand command, BooleanSupplier wanted);
}
