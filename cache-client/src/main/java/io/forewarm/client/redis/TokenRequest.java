package io.forewarm.client.redis;

/**
 * Asks for leave to load ahead of reads, and tells how the origin is.
 *
 * @param origin name of the origin, whose budget all processes share
 * @param perSecond tokens a second for all of them while the origin is well, 0 or more
 * @param wanted tokens, 0 or more
 * @param report what the caller has seen of the origin lately
 */
public record TokenRequest(String origin, int perSecond, int wanted, Report report) {
  /** What a process says of an origin. */
  public enum Report {
    /** It knows nothing new. */
    NOTHING(0),
    /** It is as usual. */
    WELL(1),
    /** It is slow, fails, or is crowded. */
    TROUBLE(2);

    private final long code;

    Report(long code) {
      this.code = code;
    }

    /** As the script knows it. */
    long code() {
      return code;
    }
  }
}
