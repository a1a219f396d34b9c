package io.forewarm.schemas;

import java.util.Map;
import java.util.Objects;

/**
 * What people should know of a topic beside its schema. {@code docs/topics.md} and the console show
 * it.
 *
 * @param writers who writes it
 * @param readers who reads it; a name in backticks is that of a consumer group, without the prefix
 * @param rate what to expect with the default settings
 * @param watch what is not as it should be, and how that is seen
 */
public record TopicNotes(String writers, String readers, String rate, String watch) {
  private static final Map<String, TopicNotes> NOTES =
      Map.ofEntries(
          Map.entry(
              "access",
              new TopicNotes(
                  "every client",
                  "`app`, `eviction`",
                  "each client and partition one record every 2 s; up to ten a second more while a"
                      + " key grows hot",
                  "Lag of `app` above 2 s: hot keys are found late. Nothing while there are reads:"
                      + " clients drop their reports (`forewarm.client.reports.dropped`).")),
          Map.entry(
              "visits",
              new TopicNotes(
                  "every client whose callers say who reads",
                  "`app`",
                  "each client about two records a second while its users read little, then one"
                      + " every 2 s and partition of users",
                  "Nothing: no caller says `region.as(user)`, and nothing is foreseen. It names"
                      + " users: restrict who may read it.")),
          Map.entry(
              "writes",
              new TopicNotes(
                  "every client, other services (docs/contract.md), `cdc`; ticks by the"
                      + " invalidation worker",
                  "`invalidation`",
                  "ten ticks a second and partition, and one record a write",
                  "Lag of `invalidation` is staleness: it is below ten records a partition."
                      + " A partition without ticks has no worker.")),
          Map.entry(
              "invalidations",
              new TopicNotes(
                  "the invalidation worker",
                  "every client, without a group",
                  "about ten records a second and partition",
                  "A partition that stands still takes every client's near cache its proof"
                      + " (`forewarm.client.watermark.age`).")),
          Map.entry(
              "hot-keys",
              new TopicNotes(
                  "the app",
                  "every client and the console, without a group",
                  "each hot key one record every 10 s, one when it becomes hot, one when it cools",
                  "Thousands of keys at once: a threshold is too low for its region (rules"
                      + " `hotMinReads`, `hotShare`).")),
          Map.entry(
              "tags",
              new TopicNotes(
                  "the invalidation worker",
                  "every client, without a group",
                  "one record for each tag, prefix or region that a write makes void",
                  "It is never emptied: tags without bound, such as one a user session, grow it and"
                      + " every client's memory.")),
          Map.entry(
              "rules",
              new TopicNotes(
                  "people: `./forewarm rules`, the console",
                  "the app and every client, without a group",
                  "one record a change",
                  "A record that you did not write. Who may write here may switch caching off.")),
          Map.entry(
              "predictions",
              new TopicNotes(
                  "nobody in this release",
                  "`./forewarm inspect KEY`",
                  "none: what is foreseen goes to `commands` at once",
                  "-")),
          Map.entry(
              "commands",
              new TopicNotes(
                  "the app",
                  "`loaders.SERVICE` of each service that opened a region with a loader",
                  "one record for each load ahead of a read; none where rules say observe",
                  "Lag: a command is of use for two seconds, later ones are skipped. Lag of a"
                      + " service that is gone: delete its group.")),
          Map.entry(
              "outcomes",
              new TopicNotes(
                  "the clients that execute commands",
                  "`app`",
                  "one record a command",
                  "FAILED: the origin refuses loads ahead of reads. SKIPPED in most: what was"
                      + " foreseen had been loaded already, or its budget was spent.")),
          Map.entry(
              "insights",
              new TopicNotes(
                  "the app, `./forewarm check`",
                  "the console, without a group",
                  "each active region one record a second; more where rules set a mode",
                  "Bodies of type Alert.")),
          Map.entry(
              "trends",
              new TopicNotes(
                  "the app",
                  "the console, without a group",
                  "each active key template some records every ten seconds",
                  "Its size: it keeps 368 spans for each template, of which a region has 64 at"
                      + " most.")),
          Map.entry(
              "dismissals",
              new TopicNotes(
                  "people: `./forewarm recommend`, the console",
                  "the app, without a group",
                  "one record for each recommendation that somebody dismisses",
                  "-")),
          Map.entry(
              "dead-letters",
              new TopicNotes(
                  "the app, for what cannot be read or cannot be true",
                  "people",
                  "none",
                  "Any record. Its headers say why and where it came from: `./forewarm topics"
                      + " dead-letters`, or the console.")));

  /** Returns the notes of a topic of an installation. */
  public static TopicNotes of(Topics topics, Topic<?> topic) {
    String name = topics.shortName(topic.name());
    return Objects.requireNonNull(NOTES.get(name), () -> "no notes of topic " + name);
  }
}
