package io.forewarm.local.topics;

import picocli.CommandLine.Command;

/** The commands about topics. */
@Command(
    name = "topics",
    subcommands = {
      CreateCommand.class,
      ListCommand.class,
      TailCommand.class,
      LagCommand.class,
      DeadLettersCommand.class,
      RedriveCommand.class,
    },
    header = "create the topics, list them, read them, see who lags and what is dead",
    description =
        "Works on the topics of one installation, which share a prefix, on any broker that can be"
            + " reached.",
    footer = {
      "  forewarm topics create --bootstrap-server broker:9092 --partitions 12 --replication 3",
      "  forewarm topics list",
      "  forewarm topics tail writes --from-beginning --timeout 2s | jq .value.keys",
      "  forewarm topics lag --json",
      "  forewarm topics dead-letters",
    })
public final class TopicsCommand {}
