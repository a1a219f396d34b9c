package io.forewarm.streams.advice;

import io.forewarm.streams.advice.Recommendation.Cause;
import io.forewarm.streams.flow.FlowBoard.Flow;
import io.forewarm.streams.flow.FlowMeters.Behind;
import java.util.List;
import java.util.Locale;

/** Judges whether readers of topics are late. Pure: no Kafka, no clock. */
final class LagPolicy {
  private static final double LATE_SECONDS = 30;

  /** Returns what would pay, for each group and topic. */
  List<Recommendation> judge(Flow flow) {
    return flow.readers().stream()
        .filter(reader -> reader.seconds() >= LATE_SECONDS && reader.records() > 0)
        .map(reader -> recommend(reader, perSecond(flow, reader.topic())))
        .toList();
  }

  private static double perSecond(Flow flow, String topic) {
    return flow.topics().stream()
        .filter(other -> other.topic().equals(topic))
        .mapToDouble(other -> other.perSecond())
        .sum();
  }

  private static Recommendation recommend(Behind reader, double perSecond) {
    return new Recommendation(
        "lag:" + reader.group() + ":" + reader.topic(),
        Cause.LAG,
        "*",
        null,
        "give group " + reader.group() + " more threads or another instance",
        String.format(
            Locale.ROOT,
            "the group %s is %.0f s behind on topic %s: %d records wait, and %.1f come a second",
            reader.group(),
            reader.seconds(),
            reader.topic(),
            reader.records(),
            perSecond),
        null,
        null,
        "streams.threads of the app, or another instance of it; if no member of the group lives,"
            + " start one",
        reader.seconds(),
        0.6);
  }
}
