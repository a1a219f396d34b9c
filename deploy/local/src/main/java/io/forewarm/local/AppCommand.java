package io.forewarm.local;

import io.forewarm.local.terminal.CommandFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the app in the foreground. */
@Command(name = "app", header = "run the app in the foreground", description = "")
final class AppCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new CommandFailure("not yet");
  }
}
