package io.forewarm.local.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.forewarm.local.load.FiguresTable;
import io.forewarm.local.load.RunFigures;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a replay has found.
 *
 * @param replay its figures
 * @param malformed number of lines that could not be read
 * @param hotKeysAnnounced cache keys that the app announced, in order
 * @param hotKeysBruteForce cache keys that counting all records of {@code access} gives, in order
 * @param account what the topics say of the region, if that was asked for
 */
record ReplayReport(
    @JsonProperty("replay") RunFigures replay,
    @JsonProperty("malformed") long malformed,
    @JsonProperty("hot_keys_announced") Set<String> hotKeysAnnounced,
    @JsonProperty("hot_keys_brute_force") Set<String> hotKeysBruteForce,
    @JsonIgnore @Nullable Account account) {

  HotKeyFinding hotKeys() {
    return new HotKeyFinding(hotKeysAnnounced, hotKeysBruteForce);
  }

  /** Returns the figures, for people. */
  String table() {
    return FiguresTable.of(Map.of("replay", replay));
  }
}
