package io.forewarm.streams.statistics;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.Span;
import io.forewarm.schemas.TemplateStats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of one partition did since the last time that somebody asked, by region and
 * template. Not safe for concurrent use.
 */
final class RegionKeys {
  private static final int REMEMBERED = 1 << 15;

  /** One of about so many reports of a template tells where reads go, for those before it, too. */
  private static final int SPREAD_EVERY = 8;

  private static final long IDLE_MS = 3_600_000;

  private final int partition;
  private final StatisticsConfig config;
  private final ToIntFunction<String> slotOf;
  private final Map<String, TemplateTree> trees = new HashMap<>();
  private final Map<Name, Template> templates = new HashMap<>();
  private @Nullable Entry[] remembered = new @Nullable Entry[REMEMBERED];
  private int round;
  private final KeyShare share;

  private record Name(String region, String template) {}

  /** A template and what is known of it. */
  private static final class Template {
    private final TemplateSums sums = new TemplateSums();
    private final KeySample sample;
    private long lastRead;
    private boolean touched;
    private long untold;

    private Template(int sampledKeys) {
      sample = new KeySample(sampledKeys);
    }

    /**
     * Tells now and then where reads go. A key is chosen the more often the more reads it reports,
     * so that the share of one that has many is known well.
     */
    private void spread(TemplateKey key, KeyAccess access, int times) {
      long reads = access.getReads();
      untold += times * reads;
      if (reads > 0 && untold * sums.get(Figure.REPORTS) >= SPREAD_EVERY * sums.get(Figure.READS)) {
        long reached = untold * (reads - access.getNearHits()) / reads;
        sums.spread(key, untold, reached);
        untold = 0;
      }
    }
  }

  /** A key that was looked up before. */
  private static final class Entry {
    private final TemplateKey key;
    private final Template template;
    private int round = -1;

    private Entry(TemplateKey key, Template template) {
      this.key = key;
      this.template = template;
    }
  }

  /**
   * Begins with nothing.
   *
   * @param slotOf who knows the slot in which a cache key lies
   */
  RegionKeys(int partition, StatisticsConfig config, ToIntFunction<String> slotOf) {
    this.partition = partition;
    this.config = config;
    this.slotOf = slotOf;
    this.share = new KeyShare(config.mostReports());
  }

  /** Takes what a client did with a key. */
  void take(KeyAccess access, Interval interval) {
    long hash = TemplateKey.hash(access.getKey());
    boolean drawn = share.draws(hash);
    int times = share.weight(access, drawn);
    Entry entry = times == 0 ? null : entry(access.getKey(), hash);
    if (entry == null) {
      return;
    }
    Template template = entry.template;
    template.touched = true;
    template.lastRead = interval.end();
    template.sums.add(access, times);
    template.spread(entry.key, access, times);
    if (drawn && entry.round != round) {
      entry.round = round;
      template.sums.seen(entry.key, 1 << share.halvings());
    }
    if (drawn && template.sample.follows(hash)) {
      template.sample.take(hash, access, interval, share.halvings());
    }
  }

  private @Nullable Entry entry(String cacheKey, long hash) {
    int place = (int) hash & (REMEMBERED - 1);
    Entry known = remembered[place];
    if (known == null || !known.key.cacheKey().equals(cacheKey)) {
      known = look(cacheKey, hash);
      remembered[place] = known;
    }
    return known;
  }

  private @Nullable Entry look(String cacheKey, long hash) {
    String region = CacheKey.region(cacheKey);
    TemplateTree tree = trees.computeIfAbsent(region, name -> new TemplateTree());
    int before = tree.widened();
    TemplateTree.Place place = tree.place(plain(CacheKey.key(cacheKey)));
    if (tree.widened() != before) {
      widen(region, tree);
    }
    Template template = template(new Name(region, place.template()));
    if (template == null) {
      return null;
    }
    TemplateKey key =
        new TemplateKey(
            cacheKey,
            hash,
            cacheKey.length(),
            place.template(),
            place.entity(),
            String.valueOf(slotOf.applyAsInt(cacheKey)));
    return new Entry(key, template);
  }

  private static String plain(String key) {
    return key.indexOf('{') < 0 ? key : key.replace("{", "").replace("}", "");
  }

  private @Nullable Template template(Name name) {
    Template known = templates.get(name);
    if (known == null && templates.size() < config.mostTemplates()) {
      known = new Template(config.sampledKeys());
      templates.put(name, known);
    }
    return known;
  }

  /** What was counted under templates that are wider now is counted under these. */
  private void widen(String region, TemplateTree tree) {
    remembered = new @Nullable Entry[REMEMBERED];
    Map<String, TemplateSums> moved = new HashMap<>();
    templates
        .entrySet()
        .removeIf(
            entry -> {
              Name name = entry.getKey();
              if (!name.region.equals(region)) {
                return false;
              }
              String now = tree.place(name.template).template();
              if (now.equals(name.template)) {
                return false;
              }
              moved
                  .computeIfAbsent(now, wider -> new TemplateSums())
                  .add(entry.getValue().sums.stats(region, now, Span.TEN_SECONDS, 0));
              return true;
            });
    moved.forEach(
        (name, sums) -> {
          Template wider = template(new Name(region, name));
          if (wider != null) {
            wider.sums.add(sums.stats(region, name, Span.TEN_SECONDS, 0));
            wider.touched = true;
          }
        });
  }

  /** Returns what was counted since the last time, and forgets templates that nobody reads. */
  List<TemplateStats> next(long fromMs, long now) {
    round++;
    List<TemplateStats> told = new ArrayList<>();
    Iterator<Map.Entry<Name, Template>> all = templates.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Name, Template> entry = all.next();
      Template template = entry.getValue();
      if (template.touched) {
        template.sample.tell(template.sums, now, share.halvings());
        template.sums.cameFrom(partition);
        Name name = entry.getKey();
        told.add(template.sums.stats(name.region, name.template, Span.TEN_SECONDS, fromMs));
        template.sums.clear();
        template.touched = false;
      } else if (now - template.lastRead > IDLE_MS) {
        all.remove();
        remembered = new @Nullable Entry[REMEMBERED];
      }
    }
    share.next();
    return told;
  }
}
