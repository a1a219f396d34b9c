package io.forewarm.local.rules;

import picocli.CommandLine.Command;

/** The commands about rules. */
@Command(
    name = "rules",
    subcommands = {
      PutCommand.class,
      ListCommand.class,
      RemoveCommand.class,
    },
    header = "change settings of regions and keys while everything runs",
    description = {
      "Rules live in a compacted topic that every client and the app follow: a change reaches them"
          + " within a second, without a restart, and outlives them.",
      "",
      "A rule has a target: * for everything, a region's name, or a cache key that ends in * for the"
          + " keys that begin so. Narrower rules go before wider ones, setting by setting.",
    },
    footer = {
      "  forewarm rules put '*' --mode observe",
      "  forewarm rules put posts --soft-ttl 60s --hard-ttl 10m --hot-min-reads 50",
      "  forewarm rules put 'posts:post:7*' --near off",
      "  forewarm rules list",
      "  forewarm rules remove posts",
    })
public final class RulesCommand {}
