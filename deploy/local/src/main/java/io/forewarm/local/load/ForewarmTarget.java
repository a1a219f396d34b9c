package io.forewarm.local.load;

import io.forewarm.client.Region;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A cache kept by Forewarm. Writes carry the new value, or only say that the old one is void.
 *
 * @param <K> type of the regions' keys
 */
public final class ForewarmTarget<K> implements Target {
  /**
   * Where a key of the load lies.
   *
   * @param region that holds it
   * @param key in the region
   */
  public record Place<K>(Region<K, byte[]> region, K key) {}

  private final Function<String, Place<K>> places;
  private final Predicate<String> carriesValue;
  private final Origin origin;

  /**
   * Takes the regions.
   *
   * @param places finds a key
   * @param carriesValue whether writes of a key put the new value into the cache
   */
  public ForewarmTarget(
      Function<String, Place<K>> places, Predicate<String> carriesValue, Origin origin) {
    this.places = places;
    this.carriesValue = carriesValue;
    this.origin = origin;
  }

  @Override
  public byte @Nullable [] read(Operation operation) {
    Place<K> place = places.apply(operation.key());
    String user = operation.user();
    Region<K, byte[]> region = user == null ? place.region() : place.region().as(user);
    return region.get(place.key());
  }

  @Override
  public long write(Operation operation) throws Exception {
    Place<K> place = places.apply(operation.key());
    if (carriesValue.test(operation.key())) {
      byte[] now = place.region().update(place.key(), () -> origin.write(operation.key()));
      return version(Objects.requireNonNull(now, "update gave no value"));
    }
    long version = version(origin.write(operation.key()));
    place.region().invalidate(place.key());
    return version;
  }

  private static long version(byte[] value) {
    return StampedValue.of(value).version();
  }
}
