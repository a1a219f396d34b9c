package io.forewarm.local.check;

import io.forewarm.schemas.Alert;
import io.forewarm.schemas.AlertLevel;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.insight.AlertName;
import io.forewarm.streams.insight.InsightLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Tells in {@code insights} that values of a region are stale, and that they no longer are. */
public final class AlertLog implements CheckListener, AutoCloseable {
  private final InsightLog insights;
  private final Clock clock = Clock.systemUTC();

  /** Connects; nobody waits for the brokers. */
  public AlertLog(Map<String, ?> kafka, Topics topics) {
    insights = new InsightLog(kafka, topics, "check", Duration.ofSeconds(1));
  }

  @Override
  public void began(Offender offender, boolean firstOfRegion) {
    if (firstOfRegion) {
      send(
          OffenderBook.region(offender),
          true,
          "%s serves a value of %s from before write %s, which has taken effect: invalidate it, and see 'forewarm inspect %s' for why"
              .formatted(offender.place(), offender.key(), offender.write().id(), offender.key()));
    }
  }

  @Override
  public void ended(Offender offender, boolean lastOfRegion) {
    if (lastOfRegion) {
      send(
          OffenderBook.region(offender),
          false,
          "no stale value is left; the last was that of " + offender.key());
    }
  }

  /** Ends the alerts of regions of which nobody will look again whether they still hold. */
  public void leave(Iterable<String> regions) {
    regions.forEach(
        region ->
            send(region, false, "the check has ended while values were stale: see its report"));
  }

  private void send(String region, boolean firing, String text) {
    Alert alert =
        Alert.newBuilder()
            .setName(AlertName.CONSISTENCY.text())
            .setLevel(AlertLevel.CRITICAL)
            .setFiring(firing)
            .setText(text)
            .build();
    insights.say(
        Insight.newBuilder().setRegion(region).setAt(clock.millis()).setBody(alert).build());
  }

  @Override
  public void close() {
    insights.close();
  }
}
