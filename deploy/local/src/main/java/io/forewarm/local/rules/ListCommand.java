package io.forewarm.local.rules;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.terminal.TextTable;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleText;
import io.forewarm.streams.rules.RuleLog;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the rules that hold. */
@Command(
    name = "list",
    header = "list the rules that hold",
    description =
        "Prints each target with what its rule sets, as the options of 'rules put'. Rules that"
            + " cannot be decoded are named on stderr.",
    footer = {"  forewarm rules list", "  forewarm rules list --json | jq -r .target"})
final class ListCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions options;

  @Option(names = "--json", description = "Prints one JSON object a line, times in milliseconds.")
  private boolean json;

  @Override
  public void run() {
    Broker broker = options.broker();
    RuleLog log =
        new RuleLog(broker.client(), broker.topics(), command.commandLine().getErr()::println);
    List<Rule> rules =
        broker.answering(log::read).rules().stream()
            .sorted(Comparator.comparing(Rule::getTarget))
            .toList();
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      rules.forEach(rule -> out.println(RuleText.json(rule)));
      out.flush();
      return;
    }
    TextTable table = new TextTable("TARGET", "RULE");
    rules.forEach(rule -> table.add(rule.getTarget(), RuleText.options(rule)));
    table.print(out);
  }
}
