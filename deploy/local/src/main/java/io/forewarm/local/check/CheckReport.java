package io.forewarm.local.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forewarm.local.terminal.TextTable;
import io.forewarm.streams.inspect.TimeText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What a check found.
 *
 * @param tookMs how long it ran
 * @param writes of single keys that went by
 * @param watched of these, those in the sample that were watched
 * @param dropped in the sample, but too many at once to be watched
 * @param shares by time after the write
 * @param offenders how many values were served though a write had made them void
 * @param open of these, how many are still there
 * @param first the first offenders
 */
public record CheckReport(
    long tookMs,
    long writes,
    long watched,
    long dropped,
    List<Share> shares,
    long offenders,
    long open,
    List<Offender> first) {

  /**
   * What looks found at a time after the write.
   *
   * @param withinMs that time
   * @param missed looks that came too late, or that Redis did not answer: they say nothing
   */
  public record Share(
      long withinMs,
      long visible,
      long lagging,
      long nearWithinBound,
      long staleInRedis,
      long staleNear,
      long unproven,
      long missed) {

    /** Looks that say something. */
    @JsonProperty
    public long looked() {
      return visible + lagging + nearWithinBound + staleInRedis + staleNear;
    }

    /** Share of them that found everything visible, 0 to 1; 1 without looks. */
    @JsonProperty
    public double share() {
      return looked() == 0 ? 1 : (double) visible / looked();
    }

    /**
     * The same in nines, 3 for 99.9 %, rounded down to a tenth; where everything was visible, what
     * so many looks can show at most.
     */
    @JsonProperty
    public double nines() {
      if (looked() == 0) {
        return 0;
      }
      double hidden = (double) Math.max(1, looked() - visible) / looked();
      return Math.floor(-Math.log10(hidden) * 10 + 1e-9) / 10;
    }

    private String ninesInWords() {
      return (visible == looked() ? "> " : "") + String.format(Locale.ROOT, "%.1f", nines());
    }
  }

  /** Prints shares and offenders. */
  public void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d writes in %s, %,d of them watched%s%n%n",
        writes,
        TimeText.length(tookMs),
        watched,
        dropped == 0 ? "" : String.format(Locale.ROOT, ", %,d too many", dropped));
    TextTable table =
        new TextTable(
            "WITHIN",
            "LOOKED",
            "VISIBLE",
            "NINES",
            "LAGGING",
            "NEAR",
            "STALE REDIS",
            "STALE NEAR",
            "UNPROVEN",
            "MISSED");
    for (Share share : shares) {
      table.add(
          TimeText.length(share.withinMs()),
          count(share.looked()),
          count(share.visible()),
          share.looked() == 0 ? "-" : share.ninesInWords(),
          count(share.lagging()),
          count(share.nearWithinBound()),
          count(share.staleInRedis()),
          count(share.staleNear()),
          count(share.unproven()),
          count(share.missed()));
    }
    table.print(out);
    out.println();
    if (offenders == 0) {
      out.println("no offenders");
    } else {
      printOffenders(out);
    }
    out.flush();
  }

  private void printOffenders(PrintWriter out) {
    out.printf(Locale.ROOT, "%,d offenders, %,d still there:%n", offenders, open);
    TextTable table = new TextTable("KEY", "MISSING WRITE", "OF", "WHERE", "FROM", "TO", "KNOWS");
    for (Offender offender : first) {
      table.add(
          offender.key(),
          offender.write().id(),
          TimeText.day(offender.write().at()),
          offender.place(),
          TimeText.length(offender.sinceMs()),
          offender.open() ? "still there" : TimeText.length(offender.untilMs()),
          offender.seen().writeId().isEmpty() ? "no write" : offender.seen().writeId());
    }
    table.print(out);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
