package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.forewarm.client.budget.Refusal;
import io.forewarm.client.control.CommandHandler;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.MaintenanceCommand;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs this client's own loaders for the pipeline's commands, within the budgets of origins. */
final class RegionWorker implements CommandHandler {
  private final ControlRouter router;
  private final ActingKeys acting;
  private final String clientId;

  RegionWorker(ControlRouter router, ActingKeys acting, String clientId) {
    this.router = router;
    this.acting = acting;
    this.clientId = clientId;
  }

  @Override
  public boolean owns(String cacheKey) {
    CachedRegion<?, ?> region = router.regionOf(cacheKey);
    return region != null && region.hasLoader();
  }

  @Override
  public CompletableFuture<CommandOutcome> execute(
      MaintenanceCommand command, BooleanSupplier wanted) {
    CachedRegion<?, ?> region = router.regionOf(command.getKey());
    if (region == null) {
      return completedFuture(outcome(command, CommandResult.SKIPPED, "the region is not open", 0));
    }
    if (!acting.has(command.getKey())) {
      return completedFuture(outcome(command, CommandResult.SKIPPED, "only observed", 0));
    }
    return region
        .admit(wanted)
        .thenCompose(
            admission -> {
              Refusal refusal = admission.refusal();
              return refusal == null
                  ? load(region, command)
                      .whenComplete((outcome, failure) -> admission.leave().run())
                  : completedFuture(outcome(command, CommandResult.SKIPPED, refusal.text(), 0));
            });
  }

  private CompletableFuture<CommandOutcome> load(
      CachedRegion<?, ?> region, MaintenanceCommand command) {
    long began = System.nanoTime();
    return warm(region, command)
        .handle(
            (warmed, failure) -> {
              long micros = (System.nanoTime() - began) / 1000;
              if (failure == null) {
                CommandResult result = warmed.done() ? CommandResult.DONE : CommandResult.SKIPPED;
                return outcome(command, result, warmed.why(), micros);
              }
              Throwable cause = Answers.cause(failure);
              return cause instanceof CallNotPermittedException
                  ? outcome(command, CommandResult.SKIPPED, Refusal.BREAKER.text(), micros)
                  : outcome(command, CommandResult.FAILED, cause.getMessage(), micros);
            });
  }

  /** The place in the origin's gate is given back whatever happens. */
  private static CompletableFuture<RegionLoads.Warmed> warm(
      CachedRegion<?, ?> region, MaintenanceCommand command) {
    try {
      return region.warm(command.getKey(), command.getSeenSoftExpiry());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
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
