package io.forewarm.client.events;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** Says once that something fails and once that it works again, however often it is tried. */
public final class Outage {
  private final Logger log;
  private final String what;
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * Begins in order.
   *
   * @param what what fails or works, as a person would say it
   */
  public Outage(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /** It failed. */
  public void failed(Throwable cause) {
    if (!failing.get() && failing.compareAndSet(false, true)) {
      log.warn("{}: failing, further failures are only counted", what, cause);
    }
  }

  /** It failed, for a reason that has no exception. */
  public void failed(String cause) {
    if (!failing.get() && failing.compareAndSet(false, true)) {
      log.warn("{}: failing, further failures are only counted: {}", what, cause);
    }
  }

  /** It worked. */
  public void worked() {
    if (failing.get() && failing.compareAndSet(true, false)) {
      log.info("{}: works again", what);
    }
  }
}
