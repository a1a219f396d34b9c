package io.forewarm.streams.balance;

import io.forewarm.schemas.Alert;
import io.forewarm.schemas.AlertCause;
import io.forewarm.schemas.AlertLevel;
import io.forewarm.schemas.Insight;
import io.forewarm.streams.insight.AlertName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is said about masters that are out of balance, in words that a person can act on. */
final class BalanceAlerts {
  private static final String ALL_REGIONS = "*";
  private static final int NAMED = 3;

  private final BalanceConfig config;

  BalanceAlerts(BalanceConfig config) {
    this.config = config;
  }

  /** A master is read more than its part. */
  Insight began(String node, Balance balance, HotSlots hot, long at) {
    double rate = balance.readsPerSecond().getOrDefault(node, 0.0);
    double excess = rate - balance.mean();
    double heat = hot.readsPerSecond(node);
    boolean hotKeys = 2 * heat >= excess;
    List<Integer> slots = hot.slots(node, NAMED);
    List<String> keys = hot.keys(node, NAMED);
    String text =
        String.format(
            Locale.ROOT,
            "Redis master %s answers %.0f reads a second, %.2f times the mean of %d masters. %s",
            node,
            rate,
            balance.ratio(node),
            balance.readsPerSecond().size(),
            hotKeys ? hotKeys(heat, slots, keys) : manyKeys(heat, slots));
    return about(
        at,
        alert(node, true, text)
            .setRatePerSecond(rate)
            .setMeasured(balance.ratio(node))
            .setCause(hotKeys ? AlertCause.HOT_KEYS : AlertCause.MANY_KEYS)
            .setSlots(slots)
            .setKeys(keys));
  }

  private static String hotKeys(double heat, List<Integer> slots, List<String> keys) {
    return String.format(
        Locale.ROOT,
        "Hot keys make %.0f of them: %s; most are in slots %s. Let them have near copies and replicas"
            + " (rules near=true, replicas=true), or split them",
        heat,
        String.join(", ", keys),
        named(slots));
  }

  private static String named(List<Integer> slots) {
    return slots.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String manyKeys(double heat, List<Integer> slots) {
    return String.format(
        Locale.ROOT,
        "Hot keys make only %.0f of them: it has more slots than others, or a hash tag or entity"
            + " that gathers many keys; move slots, or partition the region by key. Most are in"
            + " slots %s",
        heat,
        slots.isEmpty() ? "unknown to this instance" : named(slots));
  }

  /** A master is read like the others again, or is a master no more. */
  Insight ended(String node, Balance balance, long at) {
    String text =
        String.format(
            Locale.ROOT,
            "Redis master %s answers %.2f times the mean of %d masters",
            node,
            balance.readsPerSecond().containsKey(node) ? balance.ratio(node) : 0,
            balance.readsPerSecond().size());
    return about(at, alert(node, false, text));
  }

  private Alert.Builder alert(String node, boolean firing, String text) {
    return Alert.newBuilder()
        .setName(AlertName.SHARD_IMBALANCE.text())
        .setLevel(AlertLevel.WARNING)
        .setFiring(firing)
        .setText(text)
        .setNode(node)
        .setLimit(config.imbalance());
  }

  private static Insight about(long at, Alert.Builder alert) {
    return new Insight(ALL_REGIONS, at, alert.build());
  }
}
