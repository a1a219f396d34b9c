package io.forewarm.local.rules;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.streams.rules.RuleLog;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes a target's rule. */
@Command(
    name = "remove",
    header = "remove a target's rule",
    description =
        "Removes the rule of exactly this target and returns when the broker knows. Wider rules and"
            + " the configuration hold then. It is an error if the target has no rule.",
    footer = {"  forewarm rules remove posts", "  forewarm rules remove 'posts:post:7*'"})
final class RemoveCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Parameters(paramLabel = "TARGET", description = "As 'rules list' prints it.")
  private String target = "";

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions options;

  @Override
  public void run() {
    Broker broker = options.broker();
    RuleLog log =
        new RuleLog(broker.client(), broker.topics(), command.commandLine().getErr()::println);
    if (broker.answering(log::read).find(target) == null) {
      throw new CommandFailure("no rule of " + target + ": 'forewarm rules list' shows all");
    }
    broker.answering(() -> log.remove(target));
    PrintWriter out = command.commandLine().getOut();
    out.println("removed " + target);
    out.flush();
  }
}
