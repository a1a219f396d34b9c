package io.forewarm.local.demo;

import io.forewarm.client.Forewarm;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.local.load.ForewarmTarget;
import io.forewarm.local.load.Origin;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The social platform as a service on Forewarm: one region a kind. */
final class PlatformClient {
  private final SocialPlatform platform;
  private final Map<Kind, Region<Integer, byte[]>> regions = new EnumMap<>(Kind.class);

  PlatformClient(Forewarm forewarm, SocialPlatform platform, Origin origin, Duration ttl) {
    this.platform = platform;
    for (Kind kind : Kind.values()) {
      regions.put(
          kind,
          forewarm.open(
              RegionConfig.builder(kind.region(), Integer.class, kind.template())
                  .codec(Codec.bytes())
                  .softTtl(ttl)
                  .loader(id -> origin.load(new PlatformKey(kind, id).text()))
                  .build()));
    }
  }

  ForewarmTarget.Place<Integer> place(String key) {
    PlatformKey parsed = platform.key(key);
    return new ForewarmTarget.Place<>(
        Objects.requireNonNull(regions.get(parsed.kind())), parsed.id());
  }
}
