package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.forewarm.client.control.CommandHandler;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.MaintenanceCommand;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Runs this client's own loaders for the pipeline's commands. */
final class RegionWorker implements CommandHandler {
  private final ControlRouter router;
  private final String clientId;

  RegionWorker(ControlRouter router, String clientId) {
    this.router = router;
    this.clientId = clientId;
  }

  @Override
  public boolean owns(String cacheKey) {
    CachedRegion<?, ?> region = router.regionOf(cacheKey);
    return region != null && region.hasLoader();
  }

  @Override
  public CompletableFuture<CommandOutcome> execute(MaintenanceCommand command) {
    CachedRegion<?, ?> region = router.regionOf(command.getKey());
    if (region == null) {
      return completedFuture(outcome(command, CommandResult.SKIPPED, "the region is not open", 0));
    }
    long began = System.nanoTime();
    return region
        .warm(command.getKey(), command.getSeenSoftExpiry())
        .handle(
            (warmed, failure) -> {
              long micros = (System.nanoTime() - began) / 1000;
              return failure == null
                  ? outcome(
                      command,
                      warmed.done() ? CommandResult.DONE : CommandResult.SKIPPED,
                      warmed.why(),
                      micros)
                  : outcome(command, CommandResult.FAILED, failure.getMessage(), micros);
            });
  }

  private CommandOutcome outcome(
      MaintenanceCommand command, CommandResult result, @Nullable String cause, long micros) {
    return CommandOutcome.newBuilder()
        .setCommandId(command.getId())
        .setKind(command.getKind())
        .setKey(command.getKey())
        .setResult(result)
        .setTookMicros(micros)
        .setCause(cause == null ? "" : cause)
        .setWorker(clientId)
        .build();
  }
}
