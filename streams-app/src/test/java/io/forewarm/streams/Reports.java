package io.forewarm.streams;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes access reports for tests. */
public final class Reports {
  private Reports() {}

  /** Returns a report of a service that read keys, and the totals of just these reads. */
  public static AccessReport of(String service, Map<String, Long> readsByKey) {
    Map<String, Long> regions = new TreeMap<>();
    readsByKey.forEach((key, reads) -> regions.merge(CacheKey.region(key), reads, Long::sum));
    return of(service, readsByKey, regions);
  }

  /** Returns a report of a service with its own totals of regions. */
  public static AccessReport of(
      String service, Map<String, Long> readsByKey, Map<String, Long> readsByRegion) {
    List<KeyAccess> keys = new ArrayList<>();
    readsByKey.forEach((key, reads) -> keys.add(key(key, reads).build()));
    List<RegionReads> regions = new ArrayList<>();
    readsByRegion.forEach((region, reads) -> regions.add(new RegionReads(region, reads)));
    return new AccessReport(service + "-1", service, 2000, regions, keys, -1L);
  }

  /** Returns a counter to be completed. */
  public static KeyAccess.Builder key(String cacheKey, long reads) {
    return KeyAccess.newBuilder().setKey(cacheKey).setReads(reads);
  }
}
