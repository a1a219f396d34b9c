package io.forewarm.spring;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.forewarm.client.FailurePolicy;
import io.forewarm.client.Forewarm;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.Source;
import io.forewarm.client.keys.KeyFormat;
import io.forewarm.client.keys.KeyTemplate;
import io.forewarm.client.keys.Partitioning;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.ResolvableType;

/**
 * The regions behind Spring's caches. A region is opened with what its methods declare and its
 * settings say, at the latest when the application is ready, so that settings that cannot work stop
 * the start.
 */
final class SpringRegions implements SmartInitializingSingleton {
  /** A cached method runs at most once a call: what it does around itself is not done again. */
  private static final FailurePolicy ONCE = FailurePolicy.DEFAULT.retries(0);

  private final Forewarm forewarm;
  private final ForewarmProperties settings;
  private final Declarations declarations;
  private final BeanFactory beans;
  private final Map<String, SpringRegion> open = new ConcurrentHashMap<>();

  SpringRegions(
      Forewarm forewarm,
      ForewarmProperties settings,
      Declarations declarations,
      BeanFactory beans) {
    this.forewarm = forewarm;
    this.settings = settings;
    this.declarations = declarations;
    this.beans = beans;
  }

  @Override
  public void afterSingletonsInstantiated() {
    for (String name : names()) {
      if (values(name) != null) {
        region(name);
      }
    }
  }

  /** Names of all regions that are known of. */
  Collection<String> names() {
    Collection<String> names = new TreeSet<>(settings.regions().keySet());
    names.addAll(declarations.regions());
    names.addAll(open.keySet());
    return names;
  }

  /** The regions that are open, by name. */
  Map<String, SpringRegion> open() {
    return new TreeMap<>(open);
  }

  /** Returns a region, which is opened if need be. */
  SpringRegion region(String name) {
    SpringRegion known = open.get(name);
    return known == null ? open.computeIfAbsent(name, this::opened) : known;
  }

  /** The write that makes a key void; also in a region whose values only other services know. */
  Runnable eviction(String name, Object key) {
    if (values(name) != null) {
      SpringRegion region = region(name);
      List<String> texts = region.key(key);
      return () -> region.region().invalidate(texts);
    }
    List<String> texts = KeyTexts.parts(name, key);
    String cacheKey = format(name, texts.size()).cacheKey(texts);
    return () -> forewarm.writes().invalidate(cacheKey);
  }

  /** The write that makes a whole region void, as {@link #eviction}. */
  Runnable clearance(String name) {
    if (values(name) != null) {
      SpringRegion region = region(name);
      return () -> region.region().invalidatePrefix("");
    }
    String prefix = format(name, 1).cacheKeyPrefix("");
    return () -> forewarm.writes().invalidatePrefix(prefix);
  }

  /** How the services that read a region write its keys, if they say the same as this one. */
  private KeyFormat<List<String>> format(String name, int parts) {
    RegionProperties own = settings.region(name);
    String keys =
        IntStream.range(0, parts).mapToObj(i -> "{p" + i + "}").collect(Collectors.joining(":"));
    return KeyFormat.ofTexts(
        name,
        KeyTemplate.of(own.key() == null ? keys : own.key()),
        own.partitioning() == null ? Partitioning.KEY : own.partitioning(),
        own.valueVersion() == null ? 0 : own.valueVersion());
  }

  private SpringRegion opened(String name) {
    ResolvableType values = values(name);
    if (values == null) {
      throw new IllegalStateException(
          "cache "
              + name
              + ": the type of its values is not known, since no cached method says it: set"
              + " forewarm.regions."
              + name
              + ".value-type to its class");
    }
    RegionProperties own = settings.region(name);
    Declaration declared = declarations.of(name);
    KeyTemplate keys = keys(own, declared);
    RegionConfig.Builder<List<String>, Object> builder =
        RegionConfig.builder(name, texts(), keys.type()).codec(ValueCodec.of(values));
    settings.defaults().applyTo(builder);
    own.applyTo(builder);
    builder.failures(own.applyTo(settings.defaults().applyTo(ONCE)));
    ToLongFunction<Object> version = version(own);
    if (version != null) {
      builder.version(version);
    }
    boolean warmable = declared != null && declared.warmable();
    if (declared != null && warmable) {
      builder.decidingLoader(new WarmLoader(name, declared, beans)::load);
    } else {
      builder.source(Source.ofCallers());
    }
    return new SpringRegion(
        forewarm.open(builder.build()),
        keys,
        values,
        version,
        warmable,
        declared != null && declared.tagged(),
        leavesEarly(own) || leavesEarly(settings.defaults()),
        own.answers().isEmpty() ? settings.defaults().answers() : own.answers());
  }

  private static boolean leavesEarly(RegionProperties settings) {
    return settings.softTimeout() != null && !settings.softTimeout().isZero();
  }

  private @Nullable ResolvableType values(String name) {
    String said = settings.region(name).valueType();
    if (said != null) {
      return ResolvableType.forType(TypeFactory.defaultInstance().constructFromCanonical(said));
    }
    Declaration declared = declarations.of(name);
    return declared == null ? null : declared.values();
  }

  private static KeyTemplate keys(RegionProperties own, @Nullable Declaration declared) {
    if (own.key() != null) {
      return KeyTemplate.of(own.key());
    }
    return declared == null ? KeyTemplate.of("{key}") : declared.keys();
  }

  private static @Nullable ToLongFunction<Object> version(RegionProperties own) {
    String property = own.version();
    return property == null ? null : value -> number(value, property);
  }

  /** Reads a record's component or a bean's property. */
  private static long number(Object value, String property) {
    try {
      Object number =
          value instanceof Record
              ? value.getClass().getMethod(property).invoke(value)
              : PropertyAccessorFactory.forBeanPropertyAccess(value).getPropertyValue(property);
      return ((Number) Objects.requireNonNull(number)).longValue();
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          value.getClass().getName() + " has no number '" + property + "' that is its version", e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Class<List<String>> texts() {
    return (Class<List<String>>) (Class<?>) List.class;
  }
}
