package io.forewarm.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Every topic of one installation. Topics about cache keys share one number of partitions, so that
 * reads, writes, heat and commands of a key meet in one task.
 */
public final class Topics {
  /** The prefix of all names unless another is configured. */
  public static final String DEFAULT_PREFIX = "forewarm.";

  /** The number of partitions unless another is configured. */
  public static final int DEFAULT_PARTITIONS = 4;

  private static final int MIB = 1 << 20;

  private final String prefix;
  private final int partitions;

  public final Topic<AccessReport> access;
  public final Topic<VisitReport> visits;
  public final Topic<WriteEvent> writes;
  public final Topic<InvalidationBatch> invalidations;
  public final Topic<HotKey> hotKeys;
  public final Topic<TagInvalidation> tags;
  public final Topic<Rule> rules;
  public final Topic<Prediction> predictions;
  public final Topic<MaintenanceCommand> commands;
  public final Topic<CommandOutcome> outcomes;
  public final Topic<Insight> insights;
  public final Topic<TemplateStats> trends;
  public final Topic<Dismissal> dismissals;
  public final Topic<SpecificRecord> deadLetters;

  /**
   * Names the topics of an installation.
   *
   * @param prefix start of every name, may be empty; letters, digits, dot, dash, underscore
   * @param partitions of every topic about cache keys, 1 or more
   */
  public Topics(String prefix, int partitions) {
    if (!prefix.matches("[A-Za-z0-9._-]{0,100}")) {
      throw new IllegalArgumentException(
          "topics.prefix may have letters, digits, '.', '_' and '-' only: " + prefix);
    }
    this.prefix = prefix;
    this.partitions = partitions;
    access = kept("access", "shard", AccessReport.class, Duration.ofHours(1), MIB);
    visits = kept("visits", "user shard", VisitReport.class, Duration.ofHours(24), MIB);
    writes = kept("writes", "entity", WriteEvent.class, Duration.ofHours(24), 16 * MIB);
    invalidations = kept("invalidations", "-", InvalidationBatch.class, Duration.ofHours(6), MIB);
    hotKeys = kept("hot-keys", "cache key", HotKey.class, null, MIB);
    tags =
        new Topic<>(prefix + "tags", "tag, prefix or region", TagInvalidation.class, 1, null, MIB);
    rules = new Topic<>(prefix + "rules", "region or pattern", Rule.class, 1, null, MIB);
    predictions = kept("predictions", "cache key", Prediction.class, Duration.ofHours(1), MIB);
    commands = kept("commands", "cache key", MaintenanceCommand.class, Duration.ofHours(1), MIB);
    outcomes = kept("outcomes", "cache key", CommandOutcome.class, Duration.ofHours(1), MIB);
    insights = kept("insights", "region", Insight.class, Duration.ofDays(7), MIB);
    trends = kept("trends", "span, place in its ring, template", TemplateStats.class, null, MIB);
    dismissals =
        new Topic<>(prefix + "dismissals", "id of a recommendation", Dismissal.class, 1, null, MIB);
    deadLetters = kept("dead-letters", "original", null, Duration.ofDays(7), 32 * MIB);
  }

  private <V extends SpecificRecord> Topic<V> kept(
      String name, String key, @Nullable Class<V> value, @Nullable Duration kept, int maxBytes) {
    return new Topic<>(prefix + name, key, value, partitions, kept, maxBytes);
  }

  /** The start of every name. */
  public String prefix() {
    return prefix;
  }

  /** The number of partitions of every topic about cache keys. */
  public int partitions() {
    return partitions;
  }

  /** Returns the name of a topic or group without the prefix. */
  public String shortName(String name) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /** Finds a topic by its name, with the prefix or without. */
  public Optional<Topic<?>> find(String name) {
    return all().stream()
        .filter(topic -> topic.name().equals(name) || topic.name().equals(prefix + name))
        .findFirst();
  }

  /** Returns all topics, in the order of the data. */
  public List<Topic<?>> all() {
    return List.of(
        access,
        visits,
        writes,
        invalidations,
        hotKeys,
        tags,
        rules,
        predictions,
        commands,
        outcomes,
        insights,
        trends,
        dismissals,
        deadLetters);
  }
}
