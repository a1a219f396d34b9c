package io.forewarm.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.client.CacheException;
import io.forewarm.client.Forewarm;
import io.forewarm.client.Loaded;
import io.forewarm.client.Lookup;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.Seized;
import io.forewarm.client.Source;
import io.forewarm.client.codec.Codec;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache in a region. A change takes the key, with what is there, and is stored if
 * nobody came between: others who change it wait until it is done, in this process by a lock, in
 * other processes by the lease; what does not wait, an invalidation say, makes it begin anew.
 */
final class Entries<K, V> {
  private static final int STRIPES = 256;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Those who came between each time did not wait for their turn, nor try again. */
  private static final int MOST_TRIES = 16;

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Settings<K, V> settings;
  private final Expiry expiry;
  private final Codec<K> keys;
  private final Codec<V> values;
  private final Region<String, byte[]> region;
  private final Lock[] locks = new Lock[STRIPES];

  Entries(String name, Settings<K, V> settings, Forewarm forewarm) {
    this.settings = settings;
    this.expiry = new Expiry(settings.expiry());
    this.keys = Form.keys(settings.keyType());
    this.values = Form.values(settings.valueType());
    this.region = forewarm.open(config(name));
    for (int i = 0; i < STRIPES; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** What has expired must not be served, and when is for the expiry policy to say. */
  private RegionConfig<String, byte[]> config(String name) {
    return RegionConfig.builder(region(name), String.class, "{key}")
        .codec(Form.raw(values))
        .softTtl(Expiry.ETERNAL)
        .hardTtl(Expiry.ETERNAL)
        .ttlJitter(0)
        .beta(0)
        .staleFor(Duration.ZERO)
        .timeout(TIMEOUT)
        .source(Source.ofCallers())
        .build();
  }

  /** A cache may be called anything, a region may not. */
  private static String region(String cache) {
    String name = cache.replaceAll("[^A-Za-z0-9._-]", "_");
    int most = 64;
    return name.length() <= most && name.equals(cache)
        ? name
        : "j"
            + name.substring(0, Math.min(name.length(), 50))
            + '-'
            + Integer.toHexString(cache.hashCode());
  }

  Region<String, byte[]> region() {
    return region;
  }

  private String text(K key) {
    return new String(keys.encode(key), UTF_8);
  }

  /** Finds the entries that Redis has, without counting as a read of them. */
  Iterator<Cache.Entry<K, V>> scan() {
    Iterator<Map.Entry<String, byte[]>> found = region.scan();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return found.hasNext();
      }

      @Override
      public Cache.Entry<K, V> next() {
        Map.Entry<String, byte[]> next = found.next();
        return new Pair<>(keys.decode(next.getKey().getBytes(UTF_8)), value(next.getValue()));
      }
    };
  }

  private @Nullable V value(byte @Nullable [] bytes) {
    return bytes == null ? null : values.decode(bytes.clone());
  }

  /** Returns a copy of what is cached. */
  @Nullable V read(K key) {
    try (Lookup<byte[]> lookup = region.lookup(text(key))) {
      return value(lookup.value());
    }
  }

  /**
   * As {@link #read}, and loads what is missing: one load a key in the cluster.
   *
   * @param loaded hears of what this call has loaded
   */
  @Nullable V readThrough(K key, CacheLoader<K, V> loader, Consumer<V> loaded) {
    Source<String, byte[]> source =
        Source.deciding(
            request -> {
              V value = loader.load(key);
              if (value != null) {
                loaded.accept(value);
              }
              return loaded(value);
            });
    try {
      return value(region.loadedBy(source).get(text(key)));
    } catch (CacheException e) {
      throw loadFailed(e);
    }
  }

  private static CacheLoaderException loadFailed(Exception e) {
    Throwable cause = e instanceof CacheException && e.getCause() != null ? e.getCause() : e;
    return cause instanceof CacheLoaderException known
        ? known
        : new CacheLoaderException(e.getMessage(), cause);
  }

  private Loaded<byte[]> loaded(@Nullable V value) {
    if (value == null) {
      return Loaded.<byte[]>absent().notCached();
    }
    Duration life = expiry.created();
    Loaded<byte[]> loaded = Loaded.of(values.encode(value));
    return life.toMillis() < 1 ? loaded.notCached() : loaded.withTtl(life, life);
  }

  /** Loads without the cache. */
  private @Nullable V load(K key) {
    CacheLoader<K, V> loader = settings.loader();
    if (loader == null || !settings.isReadThrough()) {
      return null;
    }
    try {
      return loader.load(key);
    } catch (RuntimeException e) {
      throw loadFailed(e);
    }
  }

  /** Changes an entry; the step is repeated if another process comes between. */
  <T extends @Nullable Object> Done<K, V, T> change(K key, Function<Draft<K, V>, T> step) {
    String text = text(key);
    Lock lock = locks[Math.floorMod(text.hashCode(), STRIPES)];
    take(lock, text);
    try {
      for (int tries = 0; tries < MOST_TRIES; tries++) {
        Done<K, V, T> done = tryToChange(key, text, step);
        if (done != null) {
          return done;
        }
        long upTo = FIRST_PAUSE_NANOS << Math.min(tries, 6);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(upTo));
      }
    } finally {
      lock.unlock();
    }
    throw new CacheException(
        name(text)
            + ": written or invalidated by others in each of "
            + MOST_TRIES
            + " tries to change it; nothing was changed: repeat it",
        null);
  }

  /** Not for ever: a processor may change another key that waits for this one. */
  private void take(Lock lock, String text) {
    try {
      if (lock.tryLock(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException(name(text) + ": the waiting thread was interrupted", e);
    }
    throw new CacheException(
        name(text)
            + ": another thread has changed it, or a key beside it, for "
            + TIMEOUT.toSeconds()
            + " s; nothing was changed by this call: repeat it",
        null);
  }

  private String name(String text) {
    return region.name() + ':' + text;
  }

  private <T extends @Nullable Object> @Nullable Done<K, V, T> tryToChange(
      K key, String text, Function<Draft<K, V>, T> step) {
    try (Seized<byte[]> seized = region.seize(text)) {
      Draft<K, V> draft = new Draft<>(key, value(seized.value()), this::load);
      T answer = step.apply(draft);
      return carryOut(text, draft, seized, answer);
    }
  }

  /** Null: somebody came between, and nothing has happened. */
  private <T extends @Nullable Object> @Nullable Done<K, V, T> carryOut(
      String text, Draft<K, V> draft, Seized<byte[]> seized, T answer) {
    V after = draft.after();
    boolean written = draft.writes() && write(draft);
    Duration life = after == null ? Duration.ZERO : life(draft, seized);
    boolean kept = life != null && life.toMillis() >= 1;
    boolean stored = true;
    if (life != null && after != null && kept) {
      stored = seized.store(Loaded.of(values.encode(after)).withTtl(life, life));
    } else if (life != null && draft.change() != Draft.Change.NONE && draft.before() != null) {
      stored = seized.remove();
    }
    if (!stored && written) {
      region.invalidate(text); // the origin has it: what came between may be older
    }
    return stored || written ? new Done<>(draft, answer, kept) : null;
  }

  /** Null: nothing has to be stored. */
  private @Nullable Duration life(Draft<K, V> draft, Seized<byte[]> seized) {
    return switch (draft.change()) {
      case NONE, REMOVE -> null;
      case ACCESS -> expiry.accessed();
      case LOAD, SET -> {
        Duration updated = draft.before() == null ? expiry.created() : expiry.updated();
        yield updated == null ? seized.left() : updated;
      }
    };
  }

  private boolean write(Draft<K, V> draft) {
    CacheWriter<? super K, ? super V> writer = settings.writer();
    if (writer == null) {
      return false;
    }
    try {
      if (draft.after() == null) {
        writer.delete(draft.getKey());
      } else {
        writer.write(new Pair<>(draft.getKey(), draft.after()));
      }
      return true;
    } catch (CacheWriterException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheWriterException("the writer failed; the cache is as before", e);
    }
  }

  /** Renews the life of an entry that was read, or ends it. */
  void accessed(K key) {
    Duration life = expiry.accessed();
    if (life != null) {
      String text = text(key);
      try (Seized<byte[]> seized = region.seize(text)) {
        byte[] value = seized.value();
        if (value != null && life.toMillis() >= 1) {
          seized.store(Loaded.of(value).withTtl(life, life));
        } else if (value != null) {
          seized.remove();
        }
      }
    }
  }

  /**
   * What a change has come to.
   *
   * @param kept whether there is an entry now that is new
   */
  record Done<K, V, T extends @Nullable Object>(Draft<K, V> draft, T answer, boolean kept) {}
}
