package io.forewarm.schemas;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What somebody may do with one resource of Kafka. Who may read or write may describe, too.
 *
 * @param type topic or group
 * @param name full name, or its start
 * @param match whether the name is the whole one
 * @param operations at least one
 */
public record KafkaRight(
    ResourceType type, String name, PatternType match, Set<AclOperation> operations) {

  static KafkaRight topic(String name, AclOperation... operations) {
    return new KafkaRight(ResourceType.TOPIC, name, PatternType.LITERAL, Set.of(operations));
  }

  static KafkaRight group(String name) {
    return new KafkaRight(ResourceType.GROUP, name, PatternType.LITERAL, Set.of(AclOperation.READ));
  }

  /** Returns the operations in a fixed order. */
  public List<AclOperation> sorted() {
    return operations.stream().sorted().toList();
  }

  /** Returns it as Kafka's administrators give it. */
  public List<AclBinding> bindings(String principal) {
    ResourcePattern resource = new ResourcePattern(type, name, match);
    return sorted().stream()
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)))
        .toList();
  }
}
