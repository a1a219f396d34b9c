package io.forewarm.streams.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forewarm.schemas.RecordJson;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topic;
import io.forewarm.schemas.TopicNotes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.flow.FlowBoard;
import io.forewarm.streams.flow.FlowMeters;
import io.forewarm.streams.topics.LatestRecords;
import io.forewarm.streams.topics.Letter;
import io.forewarm.streams.topics.LetterBox;
import io.forewarm.streams.topics.LetterId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Knows the topics: how records flow, the latest of them, and the dead letters. */
public final class TopicDesk {
  /** So many ticks come in five minutes. */
  private static final int BACK_THROUGH_HEARTBEATS = 3000;

  private final Map<String, ?> kafka;
  private final Topics topics;
  private final FlowBoard flow;
  private final LatestRecords latest;
  private final LetterBox letters;

  /**
   * Opens; nothing is asked yet.
   *
   * @param kafka properties of Kafka clients
   * @param outside to which topics beside the installation's own a dead letter may go back
   */
  public TopicDesk(Map<String, ?> kafka, Topics topics, FlowBoard flow, Predicate<String> outside) {
    this.kafka = Map.copyOf(kafka);
    this.topics = topics;
    this.flow = flow;
    this.latest = new LatestRecords(kafka, topics.prefix() + "console-tail");
    this.letters = new LetterBox(kafka, topics, outside);
  }

  /**
   * All topics, and who reads them.
   *
   * @param at when it was looked, milliseconds since 1970; 0 if that is still to come
   */
  public record Overview(long at, List<Row> topics, List<FlowMeters.Behind> readers) {}

  /**
   * A topic.
   *
   * @param topic without the prefix
   * @param key what the record key is
   * @param value name of the schema of its values; null for any bytes
   * @param keptMs retention, milliseconds; null for a compacted topic
   * @param records in its life
   * @param perSecond records a second of late
   */
  public record Row(
      String topic,
      String name,
      String key,
      @Nullable String value,
      int partitions,
      @Nullable Long keptMs,
      long records,
      double perSecond,
      String toExpect,
      String toWatch) {}

  Overview overview() {
    FlowBoard.Flow now = flow.last();
    Map<String, FlowBoard.TopicFlow> flows =
        now.topics().stream().collect(Collectors.toMap(FlowBoard.TopicFlow::topic, one -> one));
    List<Row> rows = topics.all().stream().map(topic -> row(topic, flows)).toList();
    return new Overview(now.at(), rows, now.readers());
  }

  private Row row(Topic<?> topic, Map<String, FlowBoard.TopicFlow> flows) {
    String name = topics.shortName(topic.name());
    FlowBoard.TopicFlow known = flows.get(name);
    TopicNotes notes = TopicNotes.of(topics, topic);
    Class<?> value = topic.value();
    Duration kept = topic.kept();
    return new Row(
        name,
        topic.name(),
        topic.key(),
        value == null ? null : value.getSimpleName(),
        topic.partitions(),
        kept == null ? null : kept.toMillis(),
        known == null ? 0 : known.records(),
        known == null ? 0 : known.perSecond(),
        notes.rate(),
        notes.watch());
  }

  /**
   * Returns the latest records of a topic, decoded, the newest first.
   *
   * @param heartbeats whether those are wanted that only say that time goes on
   * @throws IllegalArgumentException if there is no such topic
   */
  List<ObjectNode> tail(@Nullable String name, int most, boolean heartbeats) {
    Topic<?> topic =
        topics
            .find(name == null ? "" : name)
            .orElseThrow(() -> new IllegalArgumentException("topic=" + name + " is none of them"));
    boolean beats = topic.equals(topics.writes) || topic.equals(topics.invalidations);
    RecordJson json = new RecordJson(topic, new RecordSerdes(kafka));
    List<ObjectNode> shown = new ArrayList<>();
    for (LatestRecords.Look look :
        latest.read(topic.name(), beats && !heartbeats ? BACK_THROUGH_HEARTBEATS : most)) {
      ObjectNode node = json.of(look.record());
      if (look.isCut()) {
        node.set("value", RecordJson.cut(look.bytes()));
      }
      if (shown.size() < most && (heartbeats || !RecordJson.isHeartbeat(node))) {
        shown.add(node);
      }
    }
    return shown;
  }

  List<Letter> deadLetters(int most) {
    return letters.latest(most);
  }

  List<LetterBox.Redriven> redrive(List<LetterId> which) throws InterruptedException {
    return letters.redrive(which);
  }
}
