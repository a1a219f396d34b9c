package io.forewarm.streams.hotkeys;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry of the ledger as bits. Hashes and places are sorted, so that only gaps are written, in
 * Rice's code; counts in Golomb's, a count of 1 as one bit. A key costs about 3 bytes and each
 * counter of it another half.
 */
final class LedgerFormat {
  private static final int FORMAT = 2;
  private static final int LOWER_BITS = 6;

  private LedgerFormat() {}

  static byte[] write(LedgerEntry entry) {
    BitWriter out = new BitWriter();
    out.bits(FORMAT, Byte.SIZE);
    out.bits(entry.next(), Long.SIZE);
    out.bits(entry.covered(), Long.SIZE);
    out.gamma(entry.clients().size());
    entry
        .clients()
        .forEach(
            (client, seen) -> {
              out.bits(client, Long.SIZE);
              out.gamma(seen.highest());
              boolean all = seen.before() == allBefore(seen.highest());
              out.bits(all ? 1 : 0, 1);
              out.bits(seen.before(), all ? 0 : Long.SIZE);
            });
    long base = base(entry);
    out.bits(base, Long.SIZE);
    writeRegions(entry.regions(), base, out);
    writeGaps(entry.hashes(), 1L << KeyTable.HASH_BITS, out);
    out.gamma(entry.sections().size());
    for (LedgerEntry.Section section : entry.sections()) {
      out.gamma(section.start() - base);
      out.bits(section.what().place(), 2);
      long[] places = new long[section.keys().length];
      for (int i = 0; i < places.length; i++) {
        places[i] = section.keys()[i];
      }
      writeGaps(places, entry.hashes().length, out);
      writeCounts(section.counts(), out);
    }
    return out.bytes();
  }

  /** The mark of a client of which nothing is missing since its first report. */
  private static long allBefore(long highest) {
    return highest >= Long.SIZE ? -1 : (1L << highest) - 1;
  }

  private static long base(LedgerEntry entry) {
    long base = Long.MAX_VALUE;
    for (LedgerEntry.Section section : entry.sections()) {
      base = Math.min(base, section.start());
    }
    for (LedgerEntry.RegionCount region : entry.regions()) {
      base = Math.min(base, region.start());
    }
    return base == Long.MAX_VALUE ? 0 : base;
  }

  private static void writeRegions(
      List<LedgerEntry.RegionCount> regions, long base, BitWriter out) {
    Map<String, Integer> names = new LinkedHashMap<>();
    regions.forEach(region -> names.putIfAbsent(region.region(), names.size()));
    out.gamma(names.size());
    for (String name : names.keySet()) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      out.gamma(utf8.length);
      for (byte octet : utf8) {
        out.bits(octet, Byte.SIZE);
      }
    }
    out.gamma(regions.size());
    for (LedgerEntry.RegionCount region : regions) {
      out.gamma(region.start() - base);
      out.gamma(names.getOrDefault(region.region(), 0));
      out.gamma(region.reads() - 1);
    }
  }

  /** Ascending numbers from 0 below a bound. */
  private static void writeGaps(long[] numbers, long below, BitWriter out) {
    int lower = numbers.length == 0 ? 0 : log2(Math.max(1, below / numbers.length));
    out.gamma(numbers.length);
    out.bits(lower, LOWER_BITS);
    long last = -1;
    for (long number : numbers) {
      out.rice(number - last - 1, lower);
      last = number;
    }
  }

  /** Mostly 1, or mostly near their median. */
  private static void writeCounts(long[] counts, BitWriter out) {
    long[] sorted = counts.clone();
    Arrays.sort(sorted);
    int lower = counts.length == 0 ? 0 : log2(sorted[counts.length / 2]);
    out.bits(lower, LOWER_BITS);
    for (long count : counts) {
      out.golomb(count - 1, lower);
    }
  }

  private static int log2(long number) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(number);
  }

  static LedgerEntry read(byte[] bytes) {
    BitReader in = new BitReader(bytes);
    long format = in.bits(Byte.SIZE);
    if (format != FORMAT) {
      throw new IllegalStateException("unknown format of the hot-key ledger: " + format);
    }
    long next = in.bits(Long.SIZE);
    long covered = in.bits(Long.SIZE);
    Map<Long, RecentReports.Seen> clients = new LinkedHashMap<>();
    for (long left = in.gamma(); left > 0; left--) {
      long client = in.bits(Long.SIZE);
      long highest = in.gamma();
      boolean all = in.bits(1) == 1;
      long before = all ? allBefore(highest) : in.bits(Long.SIZE);
      clients.put(client, new RecentReports.Seen(highest, before));
    }
    long base = in.bits(Long.SIZE);
    List<LedgerEntry.RegionCount> regions = readRegions(in, base);
    long[] hashes = readGaps(in);
    List<LedgerEntry.Section> sections = new ArrayList<>();
    for (long left = in.gamma(); left > 0; left--) {
      sections.add(readSection(in, base));
    }
    return new LedgerEntry(next, covered, clients, regions, hashes, sections);
  }

  private static LedgerEntry.Section readSection(BitReader in, long base) {
    long start = base + in.gamma();
    Counted what = Counted.ALL[(int) in.bits(2)];
    long[] places = readGaps(in);
    int[] keys = new int[places.length];
    long[] counts = new long[places.length];
    int lower = (int) in.bits(LOWER_BITS);
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (int) places[i];
      counts[i] = in.golomb(lower) + 1;
    }
    return new LedgerEntry.Section(start, what, keys, counts);
  }

  private static List<LedgerEntry.RegionCount> readRegions(BitReader in, long base) {
    List<String> names = new ArrayList<>();
    for (long left = in.gamma(); left > 0; left--) {
      byte[] utf8 = new byte[(int) in.gamma()];
      for (int i = 0; i < utf8.length; i++) {
        utf8[i] = (byte) in.bits(Byte.SIZE);
      }
      names.add(new String(utf8, StandardCharsets.UTF_8));
    }
    List<LedgerEntry.RegionCount> regions = new ArrayList<>();
    for (long left = in.gamma(); left > 0; left--) {
      long start = base + in.gamma();
      String name = names.get((int) in.gamma());
      regions.add(new LedgerEntry.RegionCount(start, name, in.gamma() + 1));
    }
    return regions;
  }

  private static long[] readGaps(BitReader in) {
    long[] numbers = new long[(int) in.gamma()];
    int lower = (int) in.bits(LOWER_BITS);
    long last = -1;
    for (int i = 0; i < numbers.length; i++) {
      last += in.rice(lower) + 1;
      numbers[i] = last;
    }
    return numbers;
  }
}
