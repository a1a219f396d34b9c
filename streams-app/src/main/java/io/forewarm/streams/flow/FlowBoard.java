package io.forewarm.streams.flow;

import java.util.List;

/** How records flowed at the last look. Safe for concurrent use. */
public final class FlowBoard {
  private volatile Flow last = new Flow(0, List.of(), List.of());

  /**
   * One look.
   *
   * @param at time of the app, milliseconds since 1970; 0 before the first look
   * @param topics in the order of the data
   * @param readers each group and topic, also those of the streams' own topics
   */
  public record Flow(long at, List<TopicFlow> topics, List<FlowMeters.Behind> readers) {}

  /**
   * How records come into a topic.
   *
   * @param topic without the prefix
   * @param records in its life, by the ends of its partitions
   * @param perSecond over the last ten seconds
   */
  public record TopicFlow(String topic, long records, double perSecond) {}

  /** Returns the last look. */
  public Flow last() {
    return last;
  }

  void show(Flow now) {
    last = now;
  }
}
