package io.forewarm.local.topics;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.streams.topics.LetterBox;
import io.forewarm.streams.topics.LetterId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Sends dead letters on their way again. */
@Command(
    name = "redrive",
    header = "send dead letters back to where they came from",
    description = {
      "Puts records back into the topic and partition that carried them, as they were, and returns"
          + " when the broker has them. Do so when the cause is gone, such as a schema that the app"
          + " did not know. The letters stay in dead-letters until their time is over; doing it"
          + " twice does no harm.",
      "",
      "Exit code 1 if one of them could not go back; the others have.",
    },
    footer = {
      "  forewarm topics dead-letters",
      "  forewarm topics redrive 0/17 3/2",
    })
final class RedriveCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Parameters(
      paramLabel = "LETTER",
      arity = "1..*",
      converter = LetterText.class,
      description = "Partition and offset, as 'topics dead-letters' prints them.")
  private List<LetterId> letters = new ArrayList<>();

  @Option(
      names = "--outside",
      description =
          "Also to topics that are none of this installation, such as those of change data"
              + " capture.")
  private boolean outside;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions options;

  /** Names of letters as people write them. */
  static final class LetterText implements ITypeConverter<LetterId> {
    @Override
    public LetterId convert(String text) {
      try {
        return LetterId.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Override
  public void run() {
    Broker broker = options.broker();
    try {
      report(DeadLettersCommand.box(broker, outside).redrive(letters));
    } catch (KafkaException e) {
      throw broker.failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted: some letters may have gone back, others not", e);
    }
  }

  private void report(List<LetterBox.Redriven> all) {
    PrintWriter out = command.commandLine().getOut();
    List<String> failed = new ArrayList<>();
    for (LetterBox.Redriven one : all) {
      if (one.error() == null) {
        out.println("sent " + one.letter() + " to " + one.topic());
      } else {
        failed.add(one.letter() + ": " + one.error());
      }
    }
    out.flush();
    if (!failed.isEmpty()) {
      throw new CommandFailure("not sent: " + String.join("; ", failed));
    }
  }
}
