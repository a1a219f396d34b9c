package io.forewarm.local.topics;

import static io.forewarm.local.broker.Broker.answer;

import io.forewarm.schemas.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Measures how far the groups that read the topics are behind. */
final class GroupLags {
  private static final Comparator<GroupLag> ORDER =
      Comparator.comparing(GroupLag::group)
          .thenComparing(GroupLag::topic)
          .thenComparing(GroupLag::partition);

  private final Admin admin;

  GroupLags(Admin admin) {
    this.admin = admin;
  }

  List<GroupLag> of(Topics topics) {
    List<TopicPartition> ours =
        new TopicFacts(admin).partitions(topics).values().stream().flatMap(List::stream).toList();
    Map<String, Map<TopicPartition, OffsetAndMetadata>> positions = positions();
    Map<TopicPartition, Long> ends = new TopicFacts(admin).ends(ours);
    return positions.entrySet().stream()
        .flatMap(
            group ->
                group.getValue().entrySet().stream()
                    .filter(at -> ends.containsKey(at.getKey()) && at.getValue() != null)
                    .map(at -> lag(group.getKey(), at, ends)))
        .sorted(ORDER)
        .toList();
  }

  private static GroupLag lag(
      String group,
      Map.Entry<TopicPartition, OffsetAndMetadata> at,
      Map<TopicPartition, Long> ends) {
    long end = Objects.requireNonNull(ends.get(at.getKey()));
    return new GroupLag(
        group, at.getKey().topic(), at.getKey().partition(), at.getValue().offset(), end);
  }

  private Map<String, Map<TopicPartition, OffsetAndMetadata>> positions() {
    Map<String, ListConsumerGroupOffsetsSpec> asked =
        answer(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
            .map(GroupListing::groupId)
            .collect(Collectors.toMap(group -> group, any -> new ListConsumerGroupOffsetsSpec()));
    return asked.isEmpty()
        ? Map.of()
        : new TreeMap<>(answer(admin.listConsumerGroupOffsets(asked).all()));
  }
}
