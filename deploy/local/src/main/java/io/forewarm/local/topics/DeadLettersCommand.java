package io.forewarm.local.topics;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.terminal.TextTable;
import io.forewarm.streams.inspect.TimeText;
import io.forewarm.streams.topics.Letter;
import io.forewarm.streams.topics.LetterBox;
import io.forewarm.streams.topics.LetterId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the dead letters. */
@Command(
    name = "dead-letters",
    header = "list the records that could not be read or resolved, and why",
    description = {
      "Prints one line for each of the last dead letters, the newest first:",
      "",
      "  LETTER  partition and offset in dead-letters, by which 'topics redrive' takes it",
      "  DIED    when",
      "  FROM    topic, partition and offset that carried it",
      "  KEY     of the record",
      "  AGAIN   how often it had been sent on its way again before it died this time",
      "  CAUSE   why it is dead",
      "",
      "--json prints one object a line, with what can be decoded of the value.",
    },
    footer = {
      "  forewarm topics dead-letters",
      "  forewarm topics dead-letters --json | jq -r .cause | sort | uniq -c",
    })
final class DeadLettersCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions options;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RowPrinter rows;

  @Option(
      names = "--max",
      paramLabel = "N",
      defaultValue = "50",
      description = "So many at most. Default: ${DEFAULT-VALUE}.")
  private int max;

  @Override
  public void run() {
    Broker broker = options.broker();
    if (max < 1) {
      throw new ParameterException(command.commandLine(), "--max must be 1 or more: " + max);
    }
    List<Letter> letters = broker.answering(() -> box(broker, false).latest(max));
    rows.print(
        letters,
        RowPrinter::json,
        new TextTable("LETTER", "DIED", "FROM", "KEY", "AGAIN", "CAUSE"),
        letter ->
            new Object[] {
              new LetterId(letter.partition(), letter.offset()),
              TimeText.day(letter.at()),
              letter.topic() + " " + letter.from(),
              letter.key(),
              letter.redriven(),
              letter.cause()
            });
  }

  /** Opens the letters of a broker. */
  static LetterBox box(Broker broker, boolean outside) {
    return new LetterBox(broker.client(), broker.topics(), topic -> outside);
  }
}
