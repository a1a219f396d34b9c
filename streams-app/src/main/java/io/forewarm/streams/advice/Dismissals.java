package io.forewarm.streams.advice;

import io.forewarm.schemas.Dismissal;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What nobody wants to see, as its topic says. Safe for concurrent use. */
public final class Dismissals {
  private final DismissalPolicy policy = new DismissalPolicy();
  private final Map<String, Dismissal> byId = new ConcurrentHashMap<>();
  private final Clock clock;

  /** Judges by this clock for how long a dismissal holds. */
  public Dismissals(Clock clock) {
    this.clock = clock;
  }

  /** Returns the dismissal of a recommendation as it is now. */
  public Dismissal of(Recommendation recommendation) {
    return new Dismissal(clock.millis(), recommendation.measured());
  }

  /** Takes what was dismissed; null shows it again. */
  public void put(String id, @Nullable Dismissal dismissal) {
    if (dismissal == null) {
      byId.remove(id);
    } else {
      byId.put(id, dismissal);
    }
  }

  /** Forgets everything, before the topic is read from the beginning again. */
  public void clear() {
    byId.clear();
  }

  /** Whether nobody wants to see a recommendation. */
  public boolean hide(Recommendation recommendation) {
    Dismissal dismissed = byId.get(recommendation.id());
    return dismissed != null && policy.hides(dismissed, recommendation, clock.millis());
  }
}
