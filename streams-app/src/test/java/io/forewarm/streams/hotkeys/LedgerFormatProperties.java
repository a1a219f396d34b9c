package io.forewarm.streams.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LedgerFormatProperties {
  @Property(tries = 300)
  void anEntryIsReadAsItWasWritten(@ForAll long seed) {
    LedgerEntry entry = entry(new Random(seed));
    assertThat(LedgerFormat.read(LedgerFormat.write(entry)))
        .usingRecursiveComparison()
        .isEqualTo(entry);
  }

  @Property(tries = 100)
  void whatIsNotKeptIsGoneAndNothingElse(@ForAll long seed) {
    LedgerEntry entry = entry(new Random(seed));
    assertThat(entry.retain(hash -> true).hashes()).isEqualTo(entry.hashes());
    LedgerEntry even = entry.retain(hash -> hash % 2 == 0);
    assertThat(counts(even))
        .isEqualTo(counts(entry).stream().filter(count -> count.hash() % 2 == 0).toList());
    assertThat(LedgerFormat.read(LedgerFormat.write(even)))
        .usingRecursiveComparison()
        .isEqualTo(even);
  }

  private record Count(long start, Counted what, long hash, long count) {}

  private static List<Count> counts(LedgerEntry entry) {
    List<Count> counts = new ArrayList<>();
    for (LedgerEntry.Section section : entry.sections()) {
      for (int i = 0; i < section.keys().length; i++) {
        long hash = entry.hashes()[section.keys()[i]];
        counts.add(new Count(section.start(), section.what(), hash, section.counts()[i]));
      }
    }
    return counts;
  }

  private static LedgerEntry entry(Random random) {
    long start = 1_800_000_000_000L + random.nextInt(1_000_000) * 200L;
    Map<Long, RecentReports.Seen> clients = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      long highest = random.nextInt(200);
      long before = random.nextBoolean() ? random.nextLong() : -1;
      clients.put(random.nextLong(), new RecentReports.Seen(highest, before));
    }
    List<LedgerEntry.RegionCount> regions = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      regions.add(
          new LedgerEntry.RegionCount(start + 200L * i, "é" + i % 2, 1 + random.nextInt(1 << 20)));
    }
    long[] hashes =
        random
            .longs(random.nextInt(200), 0, 1L << KeyTable.HASH_BITS)
            .distinct()
            .sorted()
            .toArray();
    List<LedgerEntry.Section> sections = new ArrayList<>();
    for (int i = hashes.length == 0 ? 0 : random.nextInt(6); i > 0; i--) {
      int[] keys =
          random.ints(1 + random.nextInt(100), 0, hashes.length).distinct().sorted().toArray();
      int bits = 1 + random.nextInt(40);
      long[] counts = random.longs(keys.length, 1, 1 + (1L << bits)).toArray();
      sections.add(
          new LedgerEntry.Section(
              start + 200L * random.nextInt(300), Counted.ALL[i % 4], keys, counts));
    }
    return new LedgerEntry(start, random.nextLong(), clients, regions, hashes, sections);
  }
}
