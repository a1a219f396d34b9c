package io.forewarm.client.control;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.MaintenanceCommand;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Executes commands and tells what became of each; which of them wait, the handler decides. */
final class CommandRunner {
  private final CommandConfig config;
  private final BrokerClock clock;
  private final CommandHandler handler;
  private final Consumer<CommandOutcome> outcomes;
  private final Map<CommandResult, Counter> results = new EnumMap<>(CommandResult.class);

  CommandRunner(
      CommandConfig config,
      BrokerClock clock,
      CommandHandler handler,
      Consumer<CommandOutcome> outcomes,
      MeterRegistry meters) {
    this.config = config;
    this.clock = clock;
    this.handler = handler;
    this.outcomes = outcomes;
    for (CommandResult result : CommandResult.values()) {
      Counter counter =
          Counter.builder("forewarm.client.commands")
              .description("Commands of the pipeline by what became of them")
              .tag("result", result.name().toLowerCase(java.util.Locale.ROOT))
              .register(meters);
      results.put(result, counter);
    }
  }

  /**
   * Starts a command. One whose deadline has surely passed is skipped; while the broker's time is
   * not known, none has.
   *
   * @param step told when the command needs no more
   */
  void run(MaintenanceCommand command, CommandProgress.Step step) {
    if (!handler.owns(command.getKey())) {
      step.done();
      return;
    }
    if (late(command)) {
      tell(outcome(command, CommandResult.SKIPPED, "its deadline had passed"));
      step.done();
      return;
    }
    execute(command, () -> !step.forgotten() && !late(command))
        .whenComplete(
            (outcome, failure) -> {
              CommandOutcome what = outcome != null ? outcome : failed(command, failure);
              if (!step.forgotten() || what.getResult() != CommandResult.SKIPPED) {
                tell(what);
              }
              step.done();
            });
  }

  private boolean late(MaintenanceCommand command) {
    return clock.nowMillis() > command.getDeadline();
  }

  private CompletableFuture<CommandOutcome> execute(
      MaintenanceCommand command, BooleanSupplier wanted) {
    try {
      return handler.execute(command, wanted);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void tell(CommandOutcome outcome) {
    Counter counter = results.get(outcome.getResult());
    if (counter != null) {
      counter.increment();
    }
    outcomes.accept(outcome);
  }

  private CommandOutcome failed(MaintenanceCommand command, @Nullable Throwable cause) {
    return outcome(command, CommandResult.FAILED, String.valueOf(cause));
  }

  private CommandOutcome outcome(MaintenanceCommand command, CommandResult result, String cause) {
    return CommandOutcome.newBuilder()
        .setCommandId(command.getId())
        .setKind(command.getKind())
        .setKey(command.getKey())
        .setResult(result)
        .setCause(cause)
        .setWorker(config.clientId())
        .build();
  }
}
