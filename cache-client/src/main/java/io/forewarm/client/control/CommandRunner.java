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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Executes commands, a bounded number at a time, and tells what became of each. */
final class CommandRunner {
  private final CommandConfig config;
  private final BrokerClock clock;
  private final CommandHandler handler;
  private final Consumer<CommandOutcome> outcomes;
  private final Semaphore free;
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
    this.free = new Semaphore(config.concurrency());
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
   * Starts a command as soon as there is room for it. A command whose deadline has surely passed is
   * skipped; while the broker's time is not known, none has.
   *
   * @param done called once when the command needs no more, by any thread
   * @return false: there was no room within the time, and the command is still the caller's
   */
  boolean run(MaintenanceCommand command, Runnable done, long waitMillis)
      throws InterruptedException {
    if (!handler.owns(command.getKey())) {
      done.run();
      return true;
    }
    if (clock.nowMillis() > command.getDeadline()) {
      tell(outcome(command, CommandResult.SKIPPED, "its deadline had passed"));
      done.run();
      return true;
    }
    if (!free.tryAcquire(waitMillis, TimeUnit.MILLISECONDS)) {
      return false;
    }
    execute(command)
        .whenComplete(
            (outcome, failure) -> {
              free.release();
              tell(outcome != null ? outcome : failed(command, failure));
              done.run();
            });
    return true;
  }

  private CompletableFuture<CommandOutcome> execute(MaintenanceCommand command) {
    try {
      return handler.execute(command);
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
