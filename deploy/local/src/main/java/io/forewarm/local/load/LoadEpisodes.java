package io.forewarm.local.load;

/**
 * Counts the loads of one key by episodes. An episode begins with a load and takes in every other
 * one that begins before that first one has ended: all of these were in vain, since their readers
 * could have waited for the first. The load after that begins the next episode. Where a cache loads
 * once an expiry, every episode has one load. Safe for concurrent use.
 */
public final class LoadEpisodes {
  private long loads;
  private long inEpisode;
  private long most;
  private boolean firstRuns;

  /** A load begins; hand the answer to {@link #end}. */
  public synchronized boolean begin() {
    loads++;
    boolean first = !firstRuns;
    inEpisode = first ? 1 : inEpisode + 1;
    firstRuns = true;
    most = Math.max(most, inEpisode);
    return first;
  }

  /** A load has ended. */
  public synchronized void end(boolean first) {
    if (first) {
      firstRuns = false;
    }
  }

  /** Number of loads. */
  public synchronized long loads() {
    return loads;
  }

  /** Number of loads of the episode that had the most. */
  public synchronized long most() {
    return most;
  }
}
