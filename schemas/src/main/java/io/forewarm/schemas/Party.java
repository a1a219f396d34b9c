package io.forewarm.schemas;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** Who takes part in an installation, and the least that each must be allowed in Kafka. */
public enum Party {
  /** The streams app. It creates what topics are missing, its internal ones among them. */
  APP {
    @Override
    public List<KafkaRight> rights(Topics topics, String name) {
      Set<Topic<?>> written =
          Set.of(
              topics.writes,
              topics.invalidations,
              topics.hotKeys,
              topics.tags,
              topics.commands,
              topics.insights,
              topics.trends,
              topics.deadLetters);
      Set<Topic<?>> unread = Set.of(topics.predictions, topics.deadLetters);
      List<KafkaRight> rights = new ArrayList<>();
      for (Topic<?> topic : topics.all()) {
        Set<AclOperation> operations = new LinkedHashSet<>(Set.of(CREATE, DESCRIBE));
        if (!unread.contains(topic)) {
          operations.add(READ);
        }
        if (written.contains(topic)) {
          operations.add(WRITE);
        }
        rights.add(KafkaRight.topic(topic.name(), operations.toArray(AclOperation[]::new)));
      }
      String prefix = topics.prefix();
      rights.add(
          new KafkaRight(
              ResourceType.TOPIC,
              prefix + "app-",
              PatternType.PREFIXED,
              Set.of(CREATE, DESCRIBE, READ, WRITE, DELETE)));
      for (String group : List.of("app", "invalidation", "eviction", "cdc")) {
        rights.add(KafkaRight.group(prefix + group));
      }
      rights.add(
          new KafkaRight(
              ResourceType.GROUP, prefix + LOADERS, PatternType.PREFIXED, Set.of(DESCRIBE)));
      return rights;
    }
  },

  /** A service that embeds the client; its name is that of {@code ForewarmConfig}. */
  SERVICE {
    @Override
    public List<KafkaRight> rights(Topics topics, String name) {
      return List.of(
          KafkaRight.topic(topics.access.name(), WRITE),
          KafkaRight.topic(topics.visits.name(), WRITE),
          KafkaRight.topic(topics.writes.name(), WRITE),
          KafkaRight.topic(topics.outcomes.name(), WRITE),
          KafkaRight.topic(topics.invalidations.name(), READ),
          KafkaRight.topic(topics.hotKeys.name(), READ),
          KafkaRight.topic(topics.tags.name(), READ),
          KafkaRight.topic(topics.rules.name(), READ),
          KafkaRight.topic(topics.commands.name(), READ),
          KafkaRight.group(topics.prefix() + LOADERS + name));
    }
  },

  /** A program that only says what it has written. */
  PUBLISHER {
    @Override
    public List<KafkaRight> rights(Topics topics, String name) {
      return List.of(KafkaRight.topic(topics.writes.name(), WRITE));
    }
  };

  private static final String LOADERS = "loaders.";

  /**
   * Returns what it must be allowed, and nothing more.
   *
   * @param name of the service
   */
  public abstract List<KafkaRight> rights(Topics topics, String name);
}
