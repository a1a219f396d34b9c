package io.forewarm.local.simulation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forewarm.local.terminal.TextTable;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * What a simulated cache would have done, and others in its place.
 *
 * @param requests reads of the trace
 * @param hitRatio share of them that did not wait for a load, 0 to 1
 * @param loads of the origin, asked for or ahead
 * @param lazyLoads of the same cache when it loads only when asked
 * @param lazyHitRatio of the same
 * @param speculativeLoads loads ahead
 * @param usefulSpeculativeLoads of these, those that were read in time
 * @param lruHitRatio of a cache of that capacity that lets go of what was read longest ago
 * @param lfuHitRatio of what was read least often
 * @param tinyLfuHitRatio of Caffeine
 * @param tinyLfuLoads of Caffeine
 * @param clairvoyantHitRatio of one that knows the future, and loads only when asked
 * @param meanMs mean latency of a read, a hit taking 1 ms
 * @param p99Ms latency that one read in a hundred exceeds
 * @param lazyMeanMs mean latency of the lazy cache
 * @param nextKey how well the next key of a user was known
 * @param seconds that the simulation took
 */
public record SimulationReport(
    @JsonProperty("requests") long requests,
    @JsonProperty("hit_ratio") double hitRatio,
    @JsonProperty("loads") long loads,
    @JsonProperty("lazy_loads") long lazyLoads,
    @JsonProperty("lazy_hit_ratio") double lazyHitRatio,
    @JsonProperty("speculative_loads") long speculativeLoads,
    @JsonProperty("useful_speculative_loads") long usefulSpeculativeLoads,
    @JsonProperty("lru_hit_ratio") double lruHitRatio,
    @JsonProperty("lfu_hit_ratio") double lfuHitRatio,
    @JsonProperty("wtinylfu_hit_ratio") double tinyLfuHitRatio,
    @JsonProperty("wtinylfu_loads") long tinyLfuLoads,
    @JsonProperty("clairvoyant_hit_ratio") double clairvoyantHitRatio,
    @JsonProperty("mean_ms") double meanMs,
    @JsonProperty("p99_ms") double p99Ms,
    @JsonProperty("lazy_mean_ms") double lazyMeanMs,
    @JsonProperty("next_key") NextKeyScore.Result nextKey,
    @JsonProperty("seconds") double seconds) {

  /** Prints the figures, for people. */
  public void print(PrintWriter out) {
    TextTable table = new TextTable("", "hit ratio", "loads", "against lazy", "mean ms");
    table.add("forewarm", percent(hitRatio), loads, ratio(loads), number("%.1f", meanMs));
    table.add(
        "lazy", percent(lazyHitRatio), lazyLoads, ratio(lazyLoads), number("%.1f", lazyMeanMs));
    table.add("LRU", percent(lruHitRatio), "", "", "");
    table.add("LFU", percent(lfuHitRatio), "", "", "");
    table.add("W-TinyLFU", percent(tinyLfuHitRatio), tinyLfuLoads, ratio(tinyLfuLoads), "");
    table.add("clairvoyant", percent(clairvoyantHitRatio), "", "", "");
    table.print(out);
    if (speculativeLoads > 0) {
      out.println(
          "loads ahead: "
              + speculativeLoads
              + ", read in time: "
              + percent((double) usefulSpeculativeLoads / speculativeLoads));
    }
    printNextKey(out);
    out.flush();
  }

  private void printNextKey(PrintWriter out) {
    if (nextKey.scored() == 0) {
      out.println("next key: the trace does not say who reads");
      return;
    }
    out.println(
        "next key: "
            + nextKey.scored()
            + " scored, among the first 1, 3, 10: "
            + percent(nextKey.hit1())
            + ", "
            + percent(nextKey.hit3())
            + ", "
            + percent(nextKey.hit10()));
    TextTable table = new TextTable("stated", "times", "mean", "came true");
    for (NextKeyScore.Bin bin : nextKey.calibration()) {
      table.add(
          percent(bin.from()) + " to " + percent(bin.to()),
          bin.n(),
          percent(bin.stated()),
          percent(bin.true_()));
    }
    table.print(out);
  }

  private String ratio(long count) {
    return number("%.3f", (double) count / lazyLoads);
  }

  private static String percent(double part) {
    return number("%.2f %%", 100 * part);
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
