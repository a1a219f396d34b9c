package io.forewarm.benchmarks;

import io.forewarm.local.terminal.TextTable;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows the figures to people, each with what it should be. */
final class ClientTable {
  private final TextTable table = new TextTable("figure", "found", "should be", "from");

  static void print(ClientFigures it, PrintWriter out) {
    ClientTable rows = new ClientTable();
    rows.reads(it);
    rows.stampede(it);
    rows.table.print(out);
  }

  private void reads(ClientFigures it) {
    add(
        "near_hit_vs_caffeine",
        it.nearHitVsCaffeine(),
        "at most 3",
        ns(it.nearHitNs(), it.caffeineNs()));
    add("near_hit_bytes_per_op", it.nearHitBytesPerOp(), "0", "");
    add(
        "redisson_local_vs_near_hit",
        it.redissonLocalVsNearHit(),
        "at least 10",
        ns(it.redissonLocalNs(), it.nearHitNs()));
    add(
        "jetcache_vs_near_hit",
        it.jetcacheVsNearHit(),
        "at least 10",
        ns(it.jetcacheNs(), it.nearHitNs()));
    add(
        "redis_get_1_vs_redisson",
        it.redisGet1VsRedisson(),
        "at least 0.95",
        rate(it.redisGet1PerS(), it.redissonGet1PerS()));
    add(
        "redis_get_64_vs_redisson",
        it.redisGet64VsRedisson(),
        "at least 2.5",
        rate(it.redisGet64PerS(), it.redissonGet64PerS()));
    add(
        "redis_get_64_vs_lettuce",
        it.redisGet64VsLettuce(),
        "at least 1.1",
        rate(it.redisGet64PerS(), it.lettuceGet64PerS()));
  }

  private void stampede(ClientFigures it) {
    add("loads_per_expiry", it.loadsPerExpiry(), "1", "at worst " + it.mostLoadsOfAnExpiry());
    add("waiter_p99_over_load_ms", it.waiterP99OverLoadMs(), "at most 20", "a load takes 200 ms");
    add("readers_waiting_with_stale", it.readersWaitingWithStale(), "0", "");
  }

  private void add(String figure, double found, String goal, String from) {
    table.add(figure, String.format(Locale.ROOT, "%.2f", found), goal, from);
  }

  private static String ns(double upper, double lower) {
    return String.format(Locale.ROOT, "%.1f ns / %.1f ns", upper, lower);
  }

  private static String rate(double upper, double lower) {
    return String.format(Locale.ROOT, "%,.0f/s / %,.0f/s", upper, lower);
  }
}
