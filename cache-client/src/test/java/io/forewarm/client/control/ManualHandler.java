package io.forewarm.client.control;

import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.MaintenanceCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Owns the region posts, and finishes its commands when it is told to. */
final class ManualHandler implements CommandHandler {
  private final List<MaintenanceCommand> running = new ArrayList<>();
  private final List<CompletableFuture<CommandOutcome>> futures = new ArrayList<>();

  @Override
  public boolean owns(String cacheKey) {
    return cacheKey.startsWith("posts:");
  }

  @Override
  public synchronized CompletableFuture<CommandOutcome> execute(MaintenanceCommand command) {
    if (command.getKey().equals("posts:refused")) {
      throw new IllegalStateException("refused");
    }
    CompletableFuture<CommandOutcome> future = new CompletableFuture<>();
    running.add(command);
    futures.add(future);
    return future;
  }

  /** Keys of all commands that were started, in order. */
  synchronized List<String> started() {
    return running.stream().map(MaintenanceCommand::getKey).toList();
  }

  /** Finishes the command that was started as the nth. */
  void finish(int number) {
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
            .setResult(CommandResult.DONE)
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
