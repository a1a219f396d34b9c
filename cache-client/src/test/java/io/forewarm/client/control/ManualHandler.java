package io.forewarm.client.control;

import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.MaintenanceCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Owns the region posts, and finishes its commands when it is told to. */
final class ManualHandler implements CommandHandler {
  private final List<MaintenanceCommand> running = new ArrayList<>();
  private final List<BooleanSupplier> wanted = new ArrayList<>();
  private final List<CompletableFuture<CommandOutcome>> futures = new ArrayList<>();

  @Override
  public boolean owns(String cacheKey) {
    return cacheKey.startsWith("posts:");
  }

  @Override
  public synchronized CompletableFuture<CommandOutcome> execute(
      MaintenanceCommand command, BooleanSupplier wanted) {
    if (command.getKey().equals("posts:refused")) {
      throw new IllegalStateException("refused");
    }
    CompletableFuture<CommandOutcome> future = new CompletableFuture<>();
    running.add(command);
    this.wanted.add(wanted);
    futures.add(future);
    return future;
  }

  /** Keys of all commands that were started, in order. */
  synchronized List<String> started() {
    return running.stream().map(MaintenanceCommand::getKey).toList();
  }

  /** Whether the nth command is still wanted. */
  synchronized boolean wanted(int number) {
    return wanted.get(number).getAsBoolean();
  }

  /** Finishes the command that was started as the nth. */
  void finish(int number) {
    finish(number, CommandResult.DONE);
  }

  /** As {@link #finish(int)}, with another result. */
  void finish(int number, CommandResult result) {
    CompletableFuture<CommandOutcome> future;
    MaintenanceCommand command;
    synchronized (this) {
      future = futures.get(number);
      command = running.get(number);
    }
    future.complete(
        CommandOutcome.newBuilder()
            .setCommandId(command.getId())
            .setKind(command.getKind())
            .setKey(command.getKey())
            .setResult(result)
            .build());
  }

  static MaintenanceCommand command(String key, long deadline) {
    return MaintenanceCommand.newBuilder()
        .setId("id of " + key)
        .setKind(CommandKind.WARM)
        .setKey(key)
        .setDeadline(deadline)
        .build();
  }
}
