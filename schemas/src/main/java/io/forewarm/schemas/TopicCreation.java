package io.forewarm.schemas;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Brings the topics of an installation into being. Repeating it changes nothing, also when several
 * do it at once; a topic with another number of partitions is refused, since its keys would meet in
 * the wrong tasks.
 */
public final class TopicCreation {
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MS = 20;

  private final Admin admin;
  private final Topics topics;

  private TopicCreation(Admin admin, Topics topics) {
    this.admin = admin;
    this.topics = topics;
  }

  /**
   * Creates the topics that are missing, and returns when the brokers show all of them and lead
   * them.
   *
   * @param replication copies of each, 1 to the number of brokers; of new topics only
   * @return names of the topics that were created by this call, in the order of the data
   * @throws IllegalStateException if a topic exists with another number of partitions; then nothing
   *     was created, unless somebody else created it meanwhile
   * @throws KafkaException if the broker refuses or does not answer
   */
  public static List<String> create(Admin admin, Topics topics, short replication) {
    TopicCreation creation = new TopicCreation(admin, topics);
    Map<String, Integer> existing = creation.partitionsByName();
    creation.refuseOthers(existing);
    List<String> created =
        creation.createAll(
            topics.all().stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .map(topic -> topic.toNewTopic(replication))
                .toList());
    creation.awaitAll();
    if (!created.isEmpty()) {
      creation.awaitLeaders();
    }
    return created;
  }

  private List<String> createAll(Collection<NewTopic> missing) {
    Map<String, KafkaFuture<Void>> answers = admin.createTopics(missing).values();
    return missing.stream()
        .map(NewTopic::name)
        .filter(name -> wasCreated(answers.getOrDefault(name, KafkaFuture.completedFuture(null))))
        .toList();
  }

  private static boolean wasCreated(KafkaFuture<Void> answer) {
    try {
      result(answer);
      return true;
    } catch (TopicExistsException e) {
      return false;
    }
  }

  /** The controller answers before the brokers know, and who subscribes at once would fail. */
  private void awaitAll() {
    long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
    Map<String, Integer> visible = partitionsByName();
    while (visible.size() < topics.all().size()) {
      if (System.nanoTime() > deadline) {
        throw new KafkaException("the broker shows only " + visible.keySet() + " of the topics");
      }
      pause();
      visible = partitionsByName();
    }
    refuseOthers(visible);
  }

  /**
   * A leader that is not ready yet refuses a producer's first batch, may take the second, and then
   * refuses the first for ever. So whoever produces now must find all of them ready.
   */
  private void awaitLeaders() {
    Map<TopicPartition, OffsetSpec> ends = new LinkedHashMap<>();
    for (Topic<?> topic : topics.all()) {
      topic.topicPartitions().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    }
    result(admin.listOffsets(ends).all());
  }

  private void refuseOthers(Map<String, Integer> existing) {
    String refused =
        topics.all().stream()
            .filter(
                topic ->
                    existing.getOrDefault(topic.name(), topic.partitions()) != topic.partitions())
            .map(topic -> refusal(topic, existing.getOrDefault(topic.name(), 0)))
            .collect(Collectors.joining("; "));
    if (!refused.isEmpty()) {
      throw new IllegalStateException(refused);
    }
  }

  private String refusal(Topic<?> topic, int found) {
    String mend =
        topic.partitions() == topics.partitions() ? "configure " + found + " partitions, " : "";
    return "topic %s exists with %d partitions, %d are configured: %schoose another prefix, or delete it"
        .formatted(topic.name(), found, topic.partitions(), mend);
  }

  private Map<String, Integer> partitionsByName() {
    List<String> names = topics.all().stream().map(Topic::name).toList();
    Map<String, Integer> found = new LinkedHashMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, description) -> {
              try {
                found.put(name, result(description).partitions().size());
              } catch (UnknownTopicOrPartitionException e) {
                found.remove(name);
              }
            });
    return found;
  }

  private static <T> T result(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static KafkaException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new KafkaException("interrupted while creating topics", e);
  }
}
